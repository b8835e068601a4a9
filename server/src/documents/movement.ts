// Follows places of an old text through the edits made since. Knows offsets, and nothing of what the places mean.

/** The characters from `start` to `end` were replaced by `length` others. Offsets are in the text before this edit. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly length: number
}

/** Where a span of the old text stands now. */
export interface Moved {
  readonly start: number
  readonly end: number
  /** False where a character inside was removed or inserted; the place is then that of what is left. */
  readonly intact: boolean
}

/** A stretch of the old text that is still there. */
interface Kept {
  readonly from: number
  readonly to: number
  readonly length: number
}

/** The way from one text to another, as the stretches that both have. Typing on at one place costs one stretch. */
export class Movement {
  /** Never empty: one character is imagined before the text and one behind it, which no edit reaches. */
  private kept: readonly Kept[]

  /** @param length of the text that is left behind */
  constructor(length: number) {
    this.kept = [{ from: -1, to: -1, length: length + 2 }]
  }

  /** Goes on through one more edit. */
  apply(edit: Edit): void {
    if (edit.start === edit.end && edit.length === 0) return
    const shift = edit.length - (edit.end - edit.start)
    const kept: Kept[] = []
    for (const stretch of this.kept)
      for (const part of [...before(stretch, edit.start), ...after(stretch, edit.end, shift)]) append(kept, part)
    this.kept = kept
  }

  /** Where `[start, end)` of the old text stands in the new one. What is wholly gone is an empty span where it stood. */
  move(start: number, end: number): Moved {
    const first = this.firstEndingAfter(start)
    const last = this.lastStartingBefore(end)
    const head = this.kept[first]
    const tail = this.kept[last]
    const from = Math.max(head.from, start)
    const to = Math.min(tail.from + tail.length, end)
    if (from >= to) {
      const place = this.endOfWhatStandsBefore(start)
      return { start: place, end: place, intact: start === end && first === last }
    }
    return {
      start: head.to + from - head.from,
      end: tail.to + to - tail.from,
      intact: first === last && from === start && to === end,
    }
  }

  /** Index of the first stretch with a character at or after the offset. */
  private firstEndingAfter(offset: number): number {
    return this.partition((stretch) => stretch.from + stretch.length > offset)
  }

  /** Index of the last stretch with a character before the offset. */
  private lastStartingBefore(offset: number): number {
    return this.partition((stretch) => stretch.from >= offset) - 1
  }

  private endOfWhatStandsBefore(offset: number): number {
    const stretch = this.kept[this.lastStartingBefore(offset)]
    return stretch.to + Math.min(stretch.length, offset - stretch.from)
  }

  /** Index of the first stretch that passes; the ones before it fail. */
  private partition(passes: (stretch: Kept) => boolean): number {
    let low = 0
    let high = this.kept.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (passes(this.kept[middle])) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** Adds a stretch at the end; what was typed between two and removed again leaves them one. */
function append(kept: Kept[], stretch: Kept): void {
  const last = kept[kept.length - 1]
  const isNext = last !== undefined && last.from + last.length === stretch.from && last.to + last.length === stretch.to
  if (isNext) kept[kept.length - 1] = { ...last, length: last.length + stretch.length }
  else kept.push(stretch)
}

function before({ from, to, length }: Kept, offset: number): Kept[] {
  const left = Math.min(length, offset - to)
  return left > 0 ? [{ from, to, length: left }] : []
}

function after({ from, to, length }: Kept, offset: number, shift: number): Kept[] {
  const skipped = Math.max(0, offset - to)
  return skipped < length ? [{ from: from + skipped, to: to + skipped + shift, length: length - skipped }] : []
}
