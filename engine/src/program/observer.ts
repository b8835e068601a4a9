// What was seen of every expression in one run: its last value and how often it ran.
import { Mutable } from './values'
import type { Value } from './values'

export interface Observed {
  readonly value: Value
  readonly count: number
  /** False where the value is a container that was changed after it was seen here. */
  readonly unchanged: boolean
}

/** See Observer.mark. */
export interface ObserverMark {
  readonly values: readonly Value[]
  readonly counts: Uint32Array<ArrayBuffer>
  /** True where the value had not been changed after it was seen. */
  readonly unchanged: readonly boolean[]
}

/** Indexed by site (Runtime.sites). */
export class Observer {
  private values: Value[] = []
  private counts = new Uint32Array(0)
  private versions = new Uint32Array(0)

  see(site: number, value: Value): void {
    if (site >= this.counts.length) this.grow(site)
    this.values[site] = value
    this.counts[site]++
    if (typeof value === 'object' && value instanceof Mutable) this.versions[site] = value.version
  }

  at(site: number): Observed | null {
    const count = site < this.counts.length ? this.counts[site] : 0
    if (count === 0) return null
    const value = this.values[site]
    return { value, count, unchanged: !(value instanceof Mutable) || value.version === this.versions[site] }
  }

  /** What was seen until now, to go back to. */
  mark(): ObserverMark {
    const unchanged = this.values.map(
      (value, site) => !(value instanceof Mutable) || value.version === this.versions[site],
    )
    return { values: this.values.slice(), counts: this.counts.slice(), unchanged }
  }

  /** Forgets what was seen since. What was changed since must have been put back. */
  rewind({ values, counts, unchanged }: ObserverMark): void {
    this.values = values.slice()
    this.counts = counts.slice()
    this.versions = new Uint32Array(counts.length)
    this.values.forEach((value, site) => {
      if (value instanceof Mutable) this.versions[site] = unchanged[site] ? value.version : value.version - 1
    })
  }

  private grow(site: number): void {
    const size = Math.max(256, 2 * (site + 1))
    const larger = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const made = new Uint32Array(size)
      made.set(old)
      return made
    }
    this.counts = larger(this.counts)
    this.versions = larger(this.versions)
    for (let i = this.values.length; i < size; i++) this.values.push(undefined)
  }
}
