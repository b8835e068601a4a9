// `__slots__`: which attributes instances of a class may hold.
import { List, Tuple, type Class } from '@gradlens/engine'
import { BuiltinClass } from './builtinClasses'
import { mroOf, ProgramClass } from './class'

/** Without a `__dict__`, instances hold what their classes' `__slots__` name, nothing else. */
export function mayHold(cls: Class, name: string): boolean {
  const slots = slotsOf(cls)
  return slots === null || slots.has(name)
}

const slotsByClass = new WeakMap<Class, ReadonlySet<string> | null>()

/** The names of all slots along the bases; null where a class has none, so that instances have a `__dict__`. */
function slotsOf(cls: Class): ReadonlySet<string> | null {
  let known = slotsByClass.get(cls)
  if (known === undefined) slotsByClass.set(cls, (known = findSlots(cls)))
  return known
}

function findSlots(cls: Class): ReadonlySet<string> | null {
  const names = new Set<string>()
  for (const base of mroOf(cls)) {
    if (base instanceof BuiltinClass) continue
    const slots = base instanceof ProgramClass ? base.attributes.get('__slots__') : undefined
    const listed = slots instanceof List || slots instanceof Tuple ? slots.items : slots
    if (typeof listed === 'string') names.add(listed)
    else if (Array.isArray(listed)) for (const name of listed) names.add(String(name))
    else return null
  }
  return names.has('__dict__') ? null : names
}
