// Where a span of the evaluated text stands in the text as it is now, and whether it is still the same words.
import type { Span } from '@gradlens/engine'
import type { Moved, Movement } from './movement'

const WORD = /[\p{ID_Continue}$]/u

/** The span's place in the document; null where it is in another text. A word that was typed onto is not intact. */
export function placeOf(span: Span, movement: Movement, source: string): Moved | null {
  if (span.text !== 0) return null
  const moved = movement.move(span.start, span.end)
  return moved.intact && isGlued(source, moved) ? { ...moved, intact: false } : moved
}

/** True where a word runs on over the span's edge: it was typed onto, and is another word now. */
function isGlued(source: string, { start, end }: Moved): boolean {
  const joined = (offset: number) => WORD.test(source.charAt(offset - 1)) && WORD.test(source.charAt(offset))
  return start < end && (joined(start) || joined(end))
}
