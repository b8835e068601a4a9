// What a command is about: what its lens says, else what stands at the cursor.
import { protocol, type SubjectParams } from '@gradlens/server/protocol'
import type { Subject } from '@gradlens/server/report'
import { window } from 'vscode'
import { addMark } from './commands/addMark'
import { here } from './here'
import type { Server } from './server'

/** The arguments of a lens, or none from the palette. */
export type SubjectArguments = [uri?: string, subject?: Subject]

/** The subject that a command was run for. Where there is none the person is told, and null returned. */
export async function subjectOf(server: Server, [uri, subject]: SubjectArguments): Promise<SubjectParams | null> {
  if (uri && subject) return { uri, subject }
  const place = here()
  const found = place && (await server.request(protocol.subjectAt, place))
  if (found) return { uri: place.uri, subject: found }
  void noneHere(server)
  return null
}

async function noneHere(server: Server): Promise<void> {
  const message =
    'No mark or tape here: put the cursor into a function with a @grad mark, or to a gradient tape, and run the command again.'
  const add = 'Add Mark'
  if ((await window.showInformationMessage(message, add)) === add) await addMark(server)
}
