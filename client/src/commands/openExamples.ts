// Open Examples: the programs that a newcomer looks at first.
import { commands, Uri, window, workspace } from 'vscode'

const first = '1_first_gradient.py'

/** Opens the shipped folder; in the web, where it cannot be listed, an untitled copy of its first program. */
export async function openExamples(extension: Uri): Promise<void> {
  const folder = Uri.joinPath(extension, 'examples')
  if (extension.scheme === 'file') {
    const forceNewWindow = workspace.workspaceFolders !== undefined
    await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow })
    return
  }
  const bytes = await workspace.fs.readFile(Uri.joinPath(folder, first))
  const content = new TextDecoder().decode(bytes)
  await window.showTextDocument(await workspace.openTextDocument({ language: 'python', content }))
}
