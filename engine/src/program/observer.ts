// What was seen of every expression in one run: its last value and how often it ran.
import { Mutable } from './values'
import type { Value } from './values'

export interface Observed {
  readonly value: Value
  readonly count: number
  /** False where the value is a container that was changed after it was seen here. */
  readonly unchanged: boolean
}

/** Indexed by site (Runtime.sites). */
export class Observer {
  private readonly values: Value[] = []
  private readonly counts: number[] = []
  private readonly versions: number[] = []

  see(site: number, value: Value): void {
    this.values[site] = value
    this.counts[site] = (this.counts[site] ?? 0) + 1
    if (value instanceof Mutable) this.versions[site] = value.version
  }

  at(site: number): Observed | null {
    const count = this.counts[site]
    if (!count) return null
    const value = this.values[site]
    return { value, count, unchanged: !(value instanceof Mutable) || value.version === this.versions[site] }
  }
}
