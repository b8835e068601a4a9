// What the tests ask of an editor, through VS Code's API: documents, and the answers that stand in them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import * as vscode from 'vscode'
import { eventually } from '../host/eventually.mjs'

const extensionId = 'gradlens.gradlens'

/** The workspace's file of that name. */
function file(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? []
  return vscode.Uri.joinPath(folder.uri, name)
}

/** The text of an example. */
export async function example(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file(name)))
}

/** Shows an example, with the extension up. */
export async function openExample(name: string): Promise<vscode.TextDocument> {
  await vscode.extensions.getExtension(extensionId)?.activate()
  const document = await vscode.workspace.openTextDocument(file(name))
  await vscode.window.showTextDocument(document, { preview: false })
  return document
}

/** Shows a new file with this text; `extension` tells its language. */
export async function openText(extension: 'py' | 'ts' | 'js', text: string): Promise<vscode.TextDocument> {
  const name = `test-${randomUUID()}.${extension}`
  await vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text))
  return openExample(name)
}

/** Where `words` stands in the document; with `around`, where it stands inside the first place of that text. */
export function place(document: vscode.TextDocument, words: string, around = words): vscode.Range {
  const outer = document.getText().indexOf(around)
  const inner = around.indexOf(words)
  assert.ok(outer >= 0 && inner >= 0, `“${words}” in “${around}” is not in the document`)
  const start = outer + inner
  return new vscode.Range(document.positionAt(start), document.positionAt(start + words.length))
}

/** The text of the hovers at a position. */
export async function hover(document: vscode.TextDocument, at: vscode.Position): Promise<string> {
  const command = 'vscode.executeHoverProvider'
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(command, document.uri, at)
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n')
}

/** The hover on `words` (inside `around`) comes to say all of `expected`. */
export async function hoverSays(
  document: vscode.TextDocument,
  words: string,
  around: string,
  ...expected: (string | RegExp)[]
): Promise<void> {
  await eventually(async () => says(await hover(document, place(document, words, around).start), expected))
}

/** The text has all of `expected` in it. */
export function says(text: string, expected: (string | RegExp)[]): void {
  for (const part of expected) assert.ok(has(text, part), `“${part}” is not in “${text}”`)
}

function has(text: string, part: string | RegExp): boolean {
  return typeof part === 'string' ? text.includes(part) : part.test(text)
}

/** The lenses on the line where `words` stands. */
export async function lenses(document: vscode.TextDocument, words: string): Promise<vscode.CodeLens[]> {
  const command = 'vscode.executeCodeLensProvider'
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(command, document.uri, 100)
  return all.filter(({ range }) => range.start.line === place(document, words).start.line)
}

/** The lens with that title, on the line of `words`, once it is there. */
export function lens(document: vscode.TextDocument, words: string, title: string | RegExp): Promise<vscode.CodeLens> {
  return eventually(async () => {
    const all = await lenses(document, words)
    const found = all.find(({ command }) => command && has(command.title, title))
    assert.ok(found, `no lens “${title}” among ${JSON.stringify(all.map(({ command }) => command?.title))}`)
    return found
  })
}

/** Does what a click on the lens does. */
export async function click({ command }: vscode.CodeLens): Promise<void> {
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []))
}

/** The inlay hints of the line where `words` stands, once there are any. */
export function hints(document: vscode.TextDocument, words: string): Promise<vscode.InlayHint[]> {
  const { range } = document.lineAt(place(document, words).start)
  return eventually(async () => {
    const command = 'vscode.executeInlayHintProvider'
    const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(command, document.uri, range)
    assert.ok(found.length > 0, `no inlay hint at “${words}”`)
    return found
  })
}

export function hintText({ label }: vscode.InlayHint): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('')
}

/** The codes of Gradlens's diagnostics in the document. */
export function codes(document: vscode.TextDocument): string[] {
  return ours(document).map(code)
}

/** The diagnostic with that code, once it is there. */
export function diagnostic(document: vscode.TextDocument, wanted: string): Promise<vscode.Diagnostic> {
  return eventually(() => {
    const found = ours(document).find((one) => code(one) === wanted)
    assert.ok(found, `no ${wanted} among ${JSON.stringify(codes(document))}`)
    return found
  })
}

export function code({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code)
}

function ours(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'gradlens')
}

/** The quick fixes of a place. */
export async function fixes(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const command = 'vscode.executeCodeActionProvider'
  return vscode.commands.executeCommand(command, document.uri, range, vscode.CodeActionKind.QuickFix.value, 100)
}

/** Does what choosing the fix does. */
export async function apply({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit) assert.ok(await vscode.workspace.applyEdit(edit))
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []))
}

/** Types text at a position, as one edit. */
export async function type(document: vscode.TextDocument, at: vscode.Position, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit()
  edit.insert(document.uri, at, text)
  assert.ok(await vscode.workspace.applyEdit(edit))
}
