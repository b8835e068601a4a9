// CPython's hash table of sets (Objects/setobject.c, 3.11), for the order in which a set is walked. Holds keys with known
// hashes: numbers and tuples of them; a set that holds anything else keeps the order of insertion.

const PERTURB_SHIFT = 5n
const LINEAR_PROBES = 9
const SMALLEST = 8

interface Slot {
  readonly key: string
  /** The hash as an unsigned word. */
  readonly hash: bigint
  /** Its item was removed: the slot is taken, and skipped when walking. */
  readonly gone: boolean
}

export class SetTable {
  private slots: (Slot | undefined)[] = new Array<Slot | undefined>(SMALLEST).fill(undefined)
  /** Slots that are taken, those of removed items among them. */
  private fill = 0
  private used = 0
  /** Where `pop` looks next. */
  private finger = 0

  /** The keys in the order of the table. */
  get keys(): string[] {
    return this.slots.flatMap((slot) => (slot && !slot.gone ? [slot.key] : []))
  }

  /** Takes a key out: the first from where the last one was taken (set_pop). */
  pop(): string {
    const mask = this.slots.length - 1
    let at = this.finger & mask
    while (this.slots[at]?.gone ?? true) at = (at + 1) & mask
    const slot = this.slots[at] as Slot
    this.slots[at] = { ...slot, gone: true }
    this.used--
    this.finger = at + 1
    return slot.key
  }

  /** Room for so many keys more. */
  reserve(count: number): void {
    if ((this.fill + count) * 5 >= (this.slots.length - 1) * 3) this.resize((this.used + count) * 2)
  }

  copy(): SetTable {
    const copy = new SetTable()
    copy.slots = this.slots.slice()
    copy.fill = this.fill
    copy.used = this.used
    copy.finger = this.finger
    return copy
  }

  /** Does it stand in the same state: with it everything that is done later has the same outcome? */
  isLike(other: SetTable): boolean {
    const same = this.slots.length === other.slots.length && this.finger === other.finger && this.fill === other.fill
    return (
      same && this.slots.every((slot, i) => slot?.key === other.slots[i]?.key && slot?.gone === other.slots[i]?.gone)
    )
  }

  /** Adds a key that is not in it yet (set_add_entry). */
  add(key: string, hash: bigint): void {
    const taken = this.place({ key, hash: BigInt.asUintN(64, hash), gone: false }, true)
    this.used++
    if (!taken) return
    this.fill++
    if (this.fill * 5 >= (this.slots.length - 1) * 3) this.resize(this.used > 50000 ? this.used * 2 : this.used * 4)
  }

  remove(key: string): void {
    const at = this.slots.findIndex((slot) => slot?.key === key && !slot.gone)
    if (at < 0) return
    this.slots[at] = { ...(this.slots[at] as Slot), gone: true }
    this.used--
  }

  /** Adds all of another table (set_merge); `has` tells what is in this one already. */
  merge(other: SetTable, has: (key: string) => boolean): void {
    if (other.used === 0) return
    this.reserve(other.used)
    if (this.fill === 0 && this.slots.length === other.slots.length && other.fill === other.used) {
      this.slots = other.slots.slice()
      this.fill = other.fill
      this.used = other.used
      return
    }
    const fresh = this.fill === 0
    for (const slot of other.slots) {
      if (!slot || slot.gone) continue
      if (!fresh) {
        if (!has(slot.key)) this.add(slot.key, slot.hash)
        continue
      }
      this.place(slot)
      this.fill++
      this.used++
    }
  }

  /** Leaves the places of removed items behind where they are many (set_difference_update_internal). */
  compact(): void {
    if (this.fill - this.used > (this.slots.length - 1) / 4)
      this.resize(this.used > 50000 ? this.used * 2 : this.used * 4)
  }

  private resize(least: number): void {
    let length = SMALLEST
    while (length <= least) length *= 2
    const old = this.slots
    this.slots = new Array<Slot | undefined>(length).fill(undefined)
    this.fill = this.used
    for (const slot of old) if (slot && !slot.gone) this.place(slot)
  }

  /** Puts a slot where the probes lead it; true where that was an unused place. @param reuse take a removed item's place that was met */
  private place(slot: Slot, reuse = false): boolean {
    let free = -1
    const mask = this.slots.length - 1
    let perturb = slot.hash
    let at = Number(slot.hash & BigInt(mask))
    for (;;) {
      const last = at + LINEAR_PROBES <= mask ? at + LINEAR_PROBES : at
      for (let i = at; i <= last; i++) {
        const held = this.slots[i]
        if (held?.gone && reuse) free = i
        if (held !== undefined) continue
        this.slots[free < 0 ? i : free] = slot
        return free < 0
      }
      perturb >>= PERTURB_SHIFT
      at = Number((BigInt(at) * 5n + 1n + perturb) & BigInt(mask))
    }
  }
}
