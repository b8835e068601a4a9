// What requests and reports call by number: the points of marked functions.
import type { Closure, Span } from '@gradlens/engine'
import type { Subject } from '../report'
import { pointsOf } from './evaluate'
import type { MarkedFunction } from './evaluate'
import type { Opened } from './opened'
import type { PointSubject } from './point'

/** The closure that was made last of a function; null where the run did not come by it, or a decorator that is not
 *  evaluated made something else of it. */
export function closureOf(opened: Opened, { code }: Pick<MarkedFunction, 'code'>): Closure | null {
  const { closures, replaced } = opened.evaluation.compiler
  return code && !replaced.has(code) ? (closures.get(code) ?? null) : null
}

/** A point of a marked function by its number; null where there is no such point (any more). It gets a new allowance. */
export function pointOf(opened: Opened, marked: MarkedFunction, index: number): PointSubject | null {
  const closure = closureOf(opened, marked)
  if (!closure) return null
  opened.evaluation.renewBudget(opened.allowance())
  return pointsOf(marked, closure, opened.evaluation)[index] ?? null
}

/** The point that a subject names. */
export function pointAt(opened: Opened, subject: Extract<Subject, { kind: 'point' }>): PointSubject | null {
  const marked = opened.functions[subject.functionIndex]
  return marked ? pointOf(opened, marked, subject.pointIndex) : null
}

/** Does a place of the main text stand inside a marked function? */
export function isWithin(span: Span, { outline }: MarkedFunction): boolean {
  return span.start >= outline.start && span.end <= outline.end
}
