// Which function calls and loop turns enclosed an entry when it was made. Frames in which nothing is recorded leave nothing
// behind, so a loop that records nothing costs no memory. Knows sites as numbers that the caller gives meaning to.

/** One enclosing call or loop. */
export interface EnclosingFrame {
  readonly site: number
  /** Which turn of a loop, from 0; null for a function call. */
  readonly turn: number | null
}

const NO_TURN = -1

export class Frames {
  /** The frame that entries made now belong to; 0 is none. */
  private current = 0
  private count = 1
  private parents = new Int32Array(16)
  private sites = new Int32Array(16)
  private turns = new Int32Array(16)
  /** The tape's length when the frame was entered. */
  private starts = new Int32Array(16)
  // From which entry on which frame held, rising.
  private marks = 0
  private markNodes = new Int32Array(16)
  private markFrames = new Int32Array(16)

  constructor(
    private readonly tape: { readonly length: number },
    private readonly charge: (bytes: number) => void,
  ) {}

  /** Begins a function call; gives what `leave` wants. */
  call(site: number): number {
    return this.enter(site, NO_TURN)
  }

  /** Begins a loop in its turn 0; gives what `leave` wants. */
  loop(site: number): number {
    return this.enter(site, 0)
  }

  /** The next turn of the innermost loop. */
  turn(): void {
    const frame = this.current
    const next = this.turns[frame] + 1
    if (this.starts[frame] === this.tape.length) {
      this.turns[frame] = next
      return
    }
    this.current = this.parents[frame]
    this.enter(this.sites[frame], next)
  }

  /** Ends a call or a loop, and all in it: back to the frame that was current before. */
  leave(outer: number): void {
    if (this.current === outer) return
    this.current = outer
    this.mark()
    while (this.count > 1 && this.count - 1 !== outer && this.starts[this.count - 1] >= this.tape.length) this.count--
  }

  /** The frame that is current, for `leave`: where an exception is caught. */
  get here(): number {
    return this.current
  }

  /** The frames of an entry, innermost first. */
  of(node: number): readonly EnclosingFrame[] {
    let low = 0
    let high = this.marks
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.markNodes[middle] <= node) low = middle + 1
      else high = middle
    }
    const found: EnclosingFrame[] = []
    for (let frame = low === 0 ? 0 : this.markFrames[low - 1]; frame !== 0; frame = this.parents[frame]) {
      const turn = this.turns[frame]
      found.push({ site: this.sites[frame], turn: turn === NO_TURN ? null : turn })
    }
    return found
  }

  /** Forgets what held from entry `length` on only. */
  truncate(length: number): void {
    while (this.marks > 0 && this.markNodes[this.marks - 1] >= length) this.marks--
    while (this.count > 1 && this.count - 1 !== this.current && this.starts[this.count - 1] >= length) this.count--
    this.mark()
  }

  private enter(site: number, turn: number): number {
    const outer = this.current
    const frame = this.count
    if (frame === this.sites.length) this.growFrames()
    this.parents[frame] = outer
    this.sites[frame] = site
    this.turns[frame] = turn
    this.starts[frame] = this.tape.length
    this.count = frame + 1
    this.current = frame
    this.mark()
    return outer
  }

  private mark(): void {
    const { length } = this.tape
    if (this.marks > 0 && this.markNodes[this.marks - 1] === length) this.marks--
    const known = this.marks === 0 ? 0 : this.markFrames[this.marks - 1]
    if (known === this.current) return
    if (this.marks === this.markNodes.length) this.growMarks()
    this.markNodes[this.marks] = length
    this.markFrames[this.marks] = this.current
    this.marks++
  }

  private growFrames(): void {
    this.charge(this.sites.length * 16)
    this.parents = doubled(this.parents)
    this.sites = doubled(this.sites)
    this.turns = doubled(this.turns)
    this.starts = doubled(this.starts)
  }

  private growMarks(): void {
    this.charge(this.markNodes.length * 8)
    this.markNodes = doubled(this.markNodes)
    this.markFrames = doubled(this.markFrames)
  }
}

function doubled(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * old.length)
  larger.set(old)
  return larger
}
