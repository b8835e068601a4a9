// The documents that Gradlens reads.

const languages = ['python', 'typescript', 'javascript', 'typescriptreact', 'javascriptreact']

/**
 * Where documents live that a person edits. Left out are the views of versions (`git`), whose findings would stand in the list
 * of problems too, and the cells of notebooks, none of which is a program by itself.
 */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'memfs']

/** What the language client is for; `folderSchemes` are those of the workspace's folders, which may be of any virtual kind. */
export function documentSelector(folderSchemes: readonly string[]): { scheme: string; language: string }[] {
  return [...new Set([...schemes, ...folderSchemes])].flatMap((scheme) =>
    languages.map((language) => ({ scheme, language })),
  )
}
