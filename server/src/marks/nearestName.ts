/** Finds the name that was probably meant, for messages and quick fixes. */

/** Beyond this share of the longer name's letters two names have nothing to do with each other. */
const LARGEST_SHARE = 0.4

/**
 * The candidate nearest to `name` by edit distance, the first among equals; null where none is near. An insertion,
 * deletion, substitution or swap of neighbours costs 1, a letter in the other case 1/2. One edit is always near.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  let nearest: string | null = null
  let smallest = Infinity
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate)
    const limit = Math.max(1, LARGEST_SHARE * Math.max(name.length, candidate.length))
    if (distance <= limit && distance < smallest) {
      nearest = candidate
      smallest = distance
    }
  }
  return nearest
}

/** Optimal string alignment: Levenshtein's recurrence with swaps of neighbours, keeping the last three rows. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + substitution(a[i - 1], b[j - 1]))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]
}

function substitution(a: string, b: string): number {
  if (a === b) return 0
  return a.toLowerCase() === b.toLowerCase() ? 0.5 : 1
}
