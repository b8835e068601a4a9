// The tape as text, one line an operation, in columns: what it is, its value, its adjoint, and the source line that made it.
import type { Location } from 'vscode-languageserver-types'
import type { Span } from '@gradlens/engine'
import { elide } from '../features/words'
import type { TapeTextResult } from '../protocol'
import type { Trace, TraceEntry } from '../report'

const OPERATION_LIMIT = 60
const VALUE_LIMIT = 40

/** `%4  = multiply(%1, %3)   9.0   adjoint 1.0   4: x ** 2`; entries are numbered as the text lists them. */
export function tapeText(trace: Trace, locate: (span: Span) => Location | null): TapeTextResult {
  const numbers = new Map(trace.entries.map(({ id }, number) => [id, number]))
  const rows = trace.entries.map((entry) => cells(entry, numbers))
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => lengthOf(row[column]))))
  const header = headerOf(trace)
  const lines = rows.map((row) => line(row, widths))
  return {
    title: trace.title,
    text: [...header, ...lines].join('\n') + '\n',
    lines: [...header.map(() => null), ...trace.entries.map(({ span }) => span && locate(span))],
  }
}

function headerOf({ title, entries, omitted }: Trace): string[] {
  const operations = entries.filter(({ operation }) => operation !== 'input' && operation !== 'constant').length
  const counted = `${operations} ${operations === 1 ? 'operation' : 'operations'}`
  return [
    `# The tape of ${title}: ${counted}, in the order of recording.`,
    '# Each line has a value, and as adjoint the derivative of the result by that value.',
    ...(omitted > 0 ? [`# The first ${omitted} entries are left out.`] : []),
    '',
  ]
}

type Row = readonly [id: string, operation: string, value: string, adjoint: string, source: string]

function cells(
  { id, operation, label, args, value, adjoint, line, turns, within }: TraceEntry,
  numbers: ReadonlyMap<number, number>,
): Row {
  const name = (id: number) => `%${numbers.get(id) ?? '?'}`
  const isOperation = operation !== 'input' && operation !== 'constant'
  const call = isOperation
    ? `${operation}(${args.map((arg) => (typeof arg === 'number' ? name(arg) : arg)).join(', ')})`
    : operation
  const named = operation === 'input' ? `input ${label}` : call
  return [
    name(id),
    elide(named, OPERATION_LIMIT),
    elide(value, VALUE_LIMIT),
    adjoint === null ? '' : `adjoint ${elide(adjoint, VALUE_LIMIT)}`,
    [
      line === null ? '' : `${line}: ${label}`,
      turns.length > 0 ? `turn ${turns.join('.')}` : '',
      within === null ? '' : `in ${within}`,
    ]
      .filter((part) => part !== '')
      .join('   '),
  ]
}

function line([id, operation, value, adjoint, source]: Row, widths: readonly number[]): string {
  const [idWidth, operationWidth, valueWidth, adjointWidth] = widths
  const columns = [
    `${pad(id, idWidth)} = ${pad(operation, operationWidth)}`,
    pad(value, valueWidth),
    pad(adjoint, adjointWidth),
    source,
  ]
  return columns.join('   ').trimEnd()
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(width - lengthOf(text))
}

/** In characters as a person counts them. */
function lengthOf(text: string): number {
  return [...text].length
}
