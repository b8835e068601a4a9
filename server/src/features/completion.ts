// Completion inside marks: the tags, a function's parameters, values that can be generated, options.
import { CompletionItemKind, type CompletionItem, type Position } from 'vscode-languageserver-types'
import { rangeOf, type View } from '../documents/view'
import type { OutlineFunction } from '../languages/language'
import { functionAround } from './addMark'
import { parameterNames } from './marks'
import { matched } from './words'

/** What is offered at a place: the label, what it is, and a line about it. */
type Offer = readonly [label: string, kind: CompletionItemKind, detail: string]

const TAGS: readonly Offer[] = [
  ['@grad', CompletionItemKind.Keyword, 'a sample point: @grad x=3'],
  ['@gradOf', CompletionItemKind.Keyword, 'the hand-written gradient of another function: @gradOf f'],
]
const OPTIONS: readonly Offer[] = [
  ['wrt', CompletionItemKind.Keyword, 'differentiate by some parameters only: wrt x, w'],
  ['order', CompletionItemKind.Keyword, 'also the second derivative: order 2'],
  ['tol', CompletionItemKind.Keyword, "the check's relative tolerance: tol 1e-6"],
  ['nocheck', CompletionItemKind.Keyword, 'no finite-difference check'],
]
const GENERATORS: readonly Offer[] = [
  ['zeros(3)', CompletionItemKind.Function, 'an array of zeros: zeros(n, …)'],
  ['ones(3)', CompletionItemKind.Function, 'an array of ones: ones(n, …)'],
  ['linspace(0, 1, 5)', CompletionItemKind.Function, 'evenly spaced numbers: linspace(first, last, count)'],
  ['randn(3, seed=0)', CompletionItemKind.Function, "normal numbers, NumPy's own: randn(n, …, seed=0)"],
]
const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  python: ['True', 'False', 'None'],
  other: ['true', 'false', 'null'],
}
const ORDERS: readonly Offer[] = [
  ['1', CompletionItemKind.Value, 'gradients'],
  ['2', CompletionItemKind.Value, 'gradients and the Hessian'],
]

/** The characters after which a client is to ask by itself. */
export const triggerCharacters = ['@', '=', ' ', ',']

const WORD = /[\p{ID_Continue}$]*$/u

/**
 * What can be written at a position of a mark; empty anywhere else.
 *
 * @param inComment true where the position is in a comment or a text that may be a docstring
 */
export function completions(view: View, position: Position, inComment: boolean): CompletionItem[] {
  if (!inComment) return []
  const offset = view.document.offsetAt(position)
  const text = view.document.getText()
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const tag = /^\s*(?:#+|\/\/+|\/\*+|\*+|[rRuU]?(?:"""|'''|"|'))?\s*(@\w*)/.exec(line)
  if (tag === null) return []
  const rest = line.slice(tag[0].length)
  const written = rest === '' ? tag[1] : matched(WORD, rest)
  const range = rangeOf(view, { start: offset - written.length, end: offset })
  return offers(view, tag[1], rest, offset).map(([label, kind, detail], i) => ({
    label,
    kind,
    detail,
    sortText: String(i).padStart(3, '0'),
    textEdit: { range, newText: label },
  }))
}

function offers(view: View, tag: string, rest: string, offset: number): readonly Offer[] {
  if (rest === '') return TAGS
  if (tag === '@gradOf') return /^\s+[\w$.]*$/.test(rest) ? functionOffers(view) : []
  if (tag !== '@grad') return []
  const python = view.document.languageId === 'python'
  const place = placeIn(rest)
  const one = markedFunction(view, offset)
  const names = one === null ? [] : parameterNames(one).filter((name) => name !== (python ? 'this' : 'self'))
  return [...OFFERS[place]({ names: names.filter((name) => !isWritten(rest, name, place)), rest, python })]
}

/** A parameter is bound once, and listed once after `wrt`. */
function isWritten(rest: string, name: string, place: Place): boolean {
  const [bindings, wrt = ''] = rest.split(/\bwrt\b/)
  if (place === 'wrt')
    return wrt
      .split(/[\s,]+/)
      .slice(0, -1)
      .includes(name)
  return bindings.split(/[\s,]+/).some((binding) => binding.startsWith(`${name}=`))
}

type Place = 'first' | 'name' | 'value' | 'option' | 'wrt' | 'order' | 'nothing'

/** What the end of a mark's text is the place of; the first pattern that fits. */
const PLACES: readonly (readonly [Place, RegExp])[] = [
  ['wrt', /\bwrt\s+(?:[\w$]+\s*,\s*)*[\w$]*$/],
  ['order', /\border\s+\d?$/],
  ['nothing', /\btol\s+\S*$/],
  ['first', /^\s+[\w$]*$/],
  ['name', /,\s*[\w$]*$/],
  ['value', /=\s*[\w$]*$/],
  ['option', /\s[\w$]*$/],
]

function placeIn(rest: string): Place {
  const open = [...rest].reduce(
    (depth, character) => depth + ('[{('.includes(character) ? 1 : ']})'.includes(character) ? -1 : 0),
    0,
  )
  if (open > 0) return 'nothing'
  return PLACES.find(([, pattern]) => pattern.test(rest))?.[0] ?? 'nothing'
}

interface Context {
  readonly names: readonly string[]
  readonly rest: string
  readonly python: boolean
}

const OFFERS: Readonly<Record<Place, (context: Context) => readonly Offer[]>> = {
  first: (context) => [...bindingOffers(context), ...OPTIONS],
  name: bindingOffers,
  value: ({ python }) => [
    ...GENERATORS,
    ...CONSTANTS[python ? 'python' : 'other'].map((word): Offer => [word, CompletionItemKind.Constant, 'a constant']),
  ],
  option: ({ rest }) => OPTIONS.filter(([word]) => !new RegExp(`\\s${word}\\b.*\\s`).test(rest)),
  wrt: ({ names }) => names.map((name) => [name, CompletionItemKind.Variable, 'a parameter']),
  order: () => ORDERS,
  nothing: () => [],
}

function bindingOffers({ names }: Context): readonly Offer[] {
  return names.map((name) => [`${name}=`, CompletionItemKind.Variable, 'a value for this parameter'])
}

function functionOffers(view: View): readonly Offer[] {
  return view.outline.functions.map(({ name }) => [name, CompletionItemKind.Function, 'a function of this file'])
}

/** The function that a mark at an offset is for: the next one if only comments stand between, else the one around. */
function markedFunction(view: View, offset: number): OutlineFunction | null {
  const { functions } = view.outline
  const own = functions.find(({ marks }) =>
    marks.some((line) => {
      const { start, end } = 'error' in line ? line.range : line.mark.range
      return start <= offset && offset <= end
    }),
  )
  if (own !== undefined) return own
  const next = functions.filter(({ nameStart }) => nameStart > offset).sort((a, b) => a.nameStart - b.nameStart)[0]
  const between = next === undefined ? '' : view.document.getText().slice(offset, next.start)
  const onlyComments = between
    .split('\n')
    .slice(1)
    .every((line) => /^\s*(?:#|\/\/|\*|@|$)/.test(line) || line.trim() === '')
  return next !== undefined && onlyComments ? next : functionAround(view, offset)
}
