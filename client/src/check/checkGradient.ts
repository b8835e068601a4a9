// Check Gradient: compares a gradient with finite differences, and says what was found.
import { protocol, type SubjectParams } from '@gradlens/server/protocol'
import { CancellationTokenSource, ProgressLocation, window } from 'vscode'
import type { Server } from '../server'
import { SubjectDocuments } from '../subjectDocuments'
import { checkDetails, needsAttention, verdictSentence } from './verdict'

/** Checks shorter than this, in milliseconds, show no progress. */
const patience = 400

/** The documents that give a check's details. */
export function checkDocuments(server: Server) {
  return new SubjectDocuments(server, {
    scheme: 'gradlens-check',
    suffix: ' check.md',
    ask: (subject, token) => server.request(protocol.check, subject, token),
    write: checkDetails,
  })
}

export async function checkGradient(
  server: Server,
  documents: ReturnType<typeof checkDocuments>,
  subject: SubjectParams,
): Promise<void> {
  const cancellation = new CancellationTokenSource()
  const check = await withProgress(server.request(protocol.check, subject, cancellation.token), cancellation)
  if (cancellation.token.isCancellationRequested) return
  if (!check) {
    void window.showWarningMessage(
      'Nothing to check: the mark or tape is not there any more, or its run did not reach it.',
    )
    return
  }
  const details = 'Details'
  const show = needsAttention(check) ? window.showWarningMessage : window.showInformationMessage
  // Not awaited: the command has done its work, the message may stand for long.
  void show(verdictSentence(check), details).then((chosen) => chosen && documents.show(subject))
}

/** Waits for the answer, and where that takes long shows a progress that can be cancelled. */
async function withProgress<T>(answer: Promise<T>, cancellation: CancellationTokenSource): Promise<T | null> {
  const settled = answer.catch((error) => {
    if (cancellation.token.isCancellationRequested) return null
    throw error
  })
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, patience, 'late'))
  if ((await Promise.race([settled, late])) === 'late') {
    const options = { location: ProgressLocation.Notification, title: 'Checking the gradient', cancellable: true }
    await window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => cancellation.cancel())
      return settled
    })
  }
  return settled
}
