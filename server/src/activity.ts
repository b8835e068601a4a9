// Says what the server is doing: to our own client in its status item, to another one as a progress. Short work is not said.
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver'
import type { Client } from './client'
import { protocol, type StatusParams } from './protocol'

/** Work shorter than this, in milliseconds, is not worth a word. */
const PATIENCE = { status: 200, progress: 1000 }

export class Activity {
  private timer: ReturnType<typeof setTimeout> | null = null
  private said: 'nothing' | 'status' | 'progress' = 'nothing'
  private progress: Promise<WorkDoneProgressServerReporter> | null = null

  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
  ) {}

  /** Work begins (a word about it) or ends (null). */
  busy(message: string | null): void {
    if (message === null) return this.idle()
    if (this.timer !== null || this.said !== 'nothing') return
    if (this.client.isOurs) this.later(PATIENCE.status, () => this.say({ state: 'evaluating', message }))
    else if (this.client.progress) this.later(PATIENCE.progress, () => this.begin(message))
  }

  /** Says something to our own client at once. */
  status(status: StatusParams): void {
    if (this.client.isOurs) void this.connection.sendNotification(protocol.status.method, status)
  }

  private later(milliseconds: number, act: () => void): void {
    this.timer = setTimeout(() => {
      this.timer = null
      act()
    }, milliseconds)
  }

  private say(status: StatusParams): void {
    this.said = 'status'
    this.status(status)
  }

  private begin(message: string): void {
    this.said = 'progress'
    this.progress = this.connection.window.createWorkDoneProgress()
    this.progress.then((progress) => progress.begin('Gradlens', undefined, message)).catch(() => undefined)
  }

  private idle(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    if (this.said === 'status') this.status({ state: 'idle', message: '' })
    this.progress?.then((progress) => progress.done()).catch(() => undefined)
    this.progress = null
    this.said = 'nothing'
  }
}
