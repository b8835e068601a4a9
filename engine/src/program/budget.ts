// Steps, time and memory of one evaluation, and the flag that cancels it. Knows nothing of what is evaluated.

export interface BudgetOptions {
  readonly maxSteps: number
  /** How long it may run. */
  readonly milliseconds: number
  readonly bytes: number
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** Bytes really in use now, where the host can tell: what was charged and is garbage then costs nothing. */
  readonly inUse?: () => number
  /** Polled while running. */
  readonly cancelled: () => boolean
}

/** Thrown where a budget is spent; caught by the evaluation itself. */
export class BudgetExceeded {
  constructor(
    readonly what: 'steps' | 'time' | 'memory',
    /** How much was allowed: steps, milliseconds or bytes. */
    readonly limit: number,
  ) {}
}

/** Thrown where the evaluation was cancelled. */
export class Cancelled {}

/** How many steps pass between two looks at the clock and the flag. */
const POLL_EVERY = 2048

export class Budget {
  steps = 0
  private nextPoll = POLL_EVERY
  private readonly deadline: number
  private charged = 0
  private readonly baseline: number

  constructor(private readonly options: BudgetOptions) {
    this.deadline = options.now() + options.milliseconds
    this.baseline = options.inUse?.() ?? 0
  }

  /** Counts work; throws BudgetExceeded or Cancelled. */
  step(count: number): void {
    this.steps += count
    if (this.steps >= this.nextPoll) this.poll()
  }

  /** Counts bytes about to be taken. */
  charge(bytes: number): void {
    const { bytes: limit, inUse } = this.options
    this.charged += bytes
    if (this.charged <= limit) return
    if (inUse && bytes <= limit) this.charged = Math.max(0, inUse() - this.baseline) + bytes
    if (this.charged > limit) throw new BudgetExceeded('memory', limit)
  }

  private poll(): void {
    const { maxSteps, milliseconds, now, cancelled } = this.options
    this.nextPoll = this.steps + POLL_EVERY
    if (cancelled()) throw new Cancelled()
    if (this.steps > maxSteps) throw new BudgetExceeded('steps', maxSteps)
    if (now() > this.deadline) throw new BudgetExceeded('time', milliseconds)
  }
}
