// What both mains do once they know how a language client is made here: start the server, and register the commands and views.
import { commands, window, workspace, type Disposable, type ExtensionContext } from 'vscode'
import { checkDocuments, checkGradient } from './check/checkGradient'
import { addMark } from './commands/addMark'
import { openExamples } from './commands/openExamples'
import { GraphPanel } from './graph/graphPanel'
import { followEditors } from './here'
import { documentSelector } from './languages'
import { reveal, revealCommandName } from './reveal'
import { Server, type MakeClient } from './server'
import { StatusItem } from './statusItem'
import { subjectOf, type SubjectArguments } from './subject'
import { TapeDocuments } from './tape/tapeDocuments'

export function activateWith(context: ExtensionContext, makeClient: MakeClient): void {
  const selector = documentSelector((workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme))
  const output = window.createOutputChannel('Gradlens', { log: true })
  const server = new Server(makeClient, context.extensionUri, selector, output)
  const status = new StatusItem(server, selector)
  const checks = checkDocuments(server)
  const tapes = new TapeDocuments(server)
  const graph = new GraphPanel(server, context.extensionUri)

  const about = (act: (subject: NonNullable<Awaited<ReturnType<typeof subjectOf>>>) => unknown) => {
    return async (...args: SubjectArguments) => {
      const subject = await subjectOf(server, args)
      if (subject) await act(subject)
    }
  }
  context.subscriptions.push(
    followEditors(),
    output,
    server,
    status,
    checks,
    tapes,
    graph,
    command(
      'gradlens.checkGradient',
      about((subject) => checkGradient(server, checks, subject)),
    ),
    command(
      'gradlens.showGraph',
      about((subject) => graph.show(subject)),
    ),
    command(
      'gradlens.showTape',
      about((subject) => tapes.show(subject)),
    ),
    command('gradlens.addMark', () => addMark(server)),
    command('gradlens.restartServer', () => server.restart()),
    command('gradlens.showOutput', () => output.show()),
    command('gradlens.openExamples', () => openExamples(context.extensionUri)),
    command(revealCommandName, reveal),
  )
  server.start()
}

/** Registers a command that tells the person what went wrong where it fails. */
function command<A extends unknown[]>(name: string, run: (...args: A) => unknown): Disposable {
  return commands.registerCommand(name, async (...args: A) => {
    try {
      await run(...args)
    } catch (error) {
      const message = `Gradlens: ${error instanceof Error ? error.message : String(error)}`
      const output = 'Show Output'
      void window.showErrorMessage(message, output).then((chosen) => {
        if (chosen) void commands.executeCommand('gradlens.showOutput')
      })
    }
  })
}
