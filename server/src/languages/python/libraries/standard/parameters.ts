// Parameters of functions that libraries make up, for binding arguments to them as Python does.
import type { Parameter } from '@gradlens/engine'

const NOWHERE = { text: 0, start: 0, end: 0 }

/** Parameters by place or name; the first `required` have no default. Their slots are their places. */
export function positionalParameters(
  names: readonly string[],
  required: number,
  kinds: readonly Parameter['kind'][] = [],
): Parameter[] {
  return names.map((name, slot) => ({
    slot,
    captured: false,
    name,
    span: NOWHERE,
    kind: kinds[slot] ?? 'positional',
    fallback: null,
    hasDefault: slot >= required,
    pattern: null,
    annotation: null,
  }))
}
