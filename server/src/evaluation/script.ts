// What a script's own run yields: how it ended, what it printed, its variables.
import { Closure, Opaque } from '@gradlens/engine'
import type { Json, Runtime, Span, Value } from '@gradlens/engine'
import type { PrintReport, ReportDiagnostic, ScriptError } from '../report'
import { diagnostic, raisedDiagnostic } from './diagnostics'
import { budgetMessage } from './evaluate'
import { inMainText, placeOf } from './opened'
import type { Opened } from './opened'
import { show } from './show'

/** Tells of an exception or a spent budget. */
export function endOfScript(opened: Opened, diagnostics: ReportDiagnostic[]): ScriptError | null {
  const { ending, evaluation, request } = opened
  if (ending.kind === 'budget') {
    const place = inMainText(evaluation.runtime.statement) ?? { text: 0, start: 0, end: 1 }
    diagnostics.push(diagnostic('budget-exceeded', place, budgetMessage(ending.exceeded, request.budget)))
  }
  if (ending.kind !== 'raised') return null
  const { raised } = ending
  if (raised.type === 'SystemExit') return null
  const span = placeOf(raised) ?? { text: 0, start: 0, end: 1 }
  const found = raisedDiagnostic(raised, span)
  diagnostics.push({ ...found, fixes: opened.language.fixes?.(found, opened.program) ?? [] })
  return { type: raised.type, message: raised.message, span }
}

/** How many of the texts that one call printed are kept. */
const PRINTS_KEPT = 10

export function printsOf(runtime: Runtime): readonly PrintReport[] {
  const bySite = new Map<string, { span: Span; texts: string[]; count: number }>()
  for (const { site, text } of runtime.printed) {
    if (site.text !== 0) continue
    const key = `${site.start}:${site.end}`
    const entry = bySite.get(key) ?? { span: site, texts: [], count: 0 }
    entry.texts.push(text)
    entry.count++
    if (entry.texts.length > PRINTS_KEPT) entry.texts.shift()
    bySite.set(key, entry)
  }
  return [...bySite.values()]
}

/** The top-level names whose values are data (contract.md, `variables`). */
export function variablesOf(opened: Opened): Readonly<Record<string, Json>> {
  const { code, frame } = opened.evaluation.main
  const variables: [string, Json][] = []
  code.slotNames.forEach((name, slot) => {
    const value = frame.slots[slot]
    if (
      name.startsWith('__') ||
      !isName(name) ||
      value === undefined ||
      value instanceof Closure ||
      isUnknownModule(value)
    )
      return
    const { json } = show(value, opened.evaluation.runtime)
    if (json !== undefined) variables.push([name, json])
  })
  return Object.fromEntries(variables)
}

function isUnknownModule(value: Value): boolean {
  return value instanceof Opaque && value.facts.path !== undefined
}

/** Slots that a front-end made for itself have names that no program can write. */
function isName(name: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)
}
