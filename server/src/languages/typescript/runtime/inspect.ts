// Values as `console.log` shows them: whole and on several lines for standard output, short and on one line for the editor.
import { BoundMethod, Class, Closure, Dict, Instance, List, Native, Opaque, Traced, type Value } from '@gradlens/engine'
import { functionName } from './callable'
import { isErrorClass, JsClass, type Realm } from './classes'
import { JsIterator } from './iteration'
import { Accessor, JsSymbol, Namespace } from './native'
import { inKeyOrder } from './property'
import { TypedArray } from './typedArray'

/** A number as JavaScript shows it; −0 keeps its sign. */
export function numberText(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x)
}

/** A text in the quotes that Node chooses. */
export function quoted(text: string): string {
  const quote = !text.includes("'")
    ? "'"
    : !text.includes('"')
      ? '"'
      : !text.includes('`') && !text.includes('${')
        ? '`'
        : "'"
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}

function functionText(v: Value): string {
  const name = functionName(v)
  if (v instanceof Class) return `[class ${name || '(anonymous)'}${v.bases[0] ? ` extends ${v.bases[0].name}` : ''}]`
  return `[Function${name ? `: ${name}` : ' (anonymous)'}]`
}

/** What is shown of a value that has no parts; null for one that has. */
function leafText(v: Value): string | null {
  if (typeof v === 'number') return numberText(v)
  if (v instanceof Traced) return numberText(v.primal)
  if (typeof v === 'string') return quoted(v)
  if (v instanceof Opaque) return 'unknown'
  if (v instanceof Closure || v instanceof Native || v instanceof Class || v instanceof BoundMethod)
    return functionText(v)
  if (v instanceof JsIterator) return `Object [${v.typeName}] {}`
  if (v instanceof JsSymbol) return `Symbol(${v.description})`
  if (v instanceof Namespace) return `Object [${v.name}] {...}`
  if (v instanceof Accessor)
    return v.setter === undefined ? '[Getter]' : v.getter === undefined ? '[Setter]' : '[Getter/Setter]'
  if (typeof v !== 'object' || v === null) return String(v)
  return v instanceof List || v instanceof Dict || v instanceof Instance ? null : '{}'
}

/** The parts of a value that has some: what stands before its bracket, the brackets, its entries. */
interface Parts {
  readonly head: string
  readonly brackets: readonly [string, string]
  readonly entries: readonly Entry[]
  readonly isArray: boolean
}

type Entry =
  | { readonly prefix: string; readonly value: Value }
  | { readonly pair: readonly [Value, Value] }
  | { readonly text: string }

const MOST_ITEMS = 100

function partsOf(v: List | Dict | Instance, realm: Realm): Parts {
  if (v instanceof List)
    return { head: listHead(v), brackets: ['[', ']'], entries: [...itemsOf(v), ...extrasOf(v, realm)], isArray: true }
  if (v instanceof Instance)
    return { head: instanceHead(v), brackets: ['{', '}'], entries: fieldsOf(v), isArray: false }
  const entries = [...v.entries.values()]
  if (v.kind === 'map')
    return {
      head: `Map(${entries.length})`,
      brackets: ['{', '}'],
      entries: entries.map((e) => ({ pair: [e.key, e.value] })),
      isArray: false,
    }
  if (v.kind === 'set')
    return {
      head: `Set(${entries.length})`,
      brackets: ['{', '}'],
      entries: entries.map((e) => ({ prefix: '', value: e.key })),
      isArray: false,
    }
  const keys = [...v.entries.keys()].filter((key) => !key.startsWith('@@'))
  const fields = inKeyOrder(keys).map((key) => ({ prefix: `${keyText(key)}: `, value: v.entries.get(key)!.value }))
  return { head: '', brackets: ['{', '}'], entries: v.opaque ? [...fields, { text: '…' }] : fields, isArray: false }
}

function listHead(v: List): string {
  return v instanceof TypedArray ? `${v.element.name}(${v.items.length})` : ''
}

function itemsOf(v: List): Entry[] {
  const entries: Entry[] = []
  let holes = 0
  const flush = () => {
    if (holes > 0) entries.push({ text: `<${holes} empty item${holes === 1 ? '' : 's'}>` })
    holes = 0
  }
  let i = 0
  for (; i < v.items.length && entries.length < MOST_ITEMS; i++) {
    if (i in v.items) {
      flush()
      entries.push({ prefix: '', value: v.items[i] })
    } else holes++
  }
  flush()
  const left = v.items.length - i
  if (left > 0) entries.push({ text: `... ${left} more item${left === 1 ? '' : 's'}` })
  if (v.opaque) entries.push({ text: '…' })
  return entries
}

/** Properties that a program gave to an array. */
function extrasOf(v: List, { hasExtras, extras }: Realm): Entry[] {
  const own = hasExtras ? extras.get(v) : undefined
  return own ? [...own.entries].map(([key, { value }]) => ({ prefix: `${keyText(key)}: `, value })) : []
}

function instanceHead(v: Instance): string {
  return v.cls instanceof JsClass ? v.cls.name || '' : ''
}

function fieldsOf(v: Instance): Entry[] {
  const names = [...v.attributes.keys()].filter((name) => !name.startsWith('#') && !name.startsWith('@@'))
  return names.map((name) => ({ prefix: `${keyText(name)}: `, value: v.attributes.get(name) }))
}

function errorLine(v: Instance): string {
  const message = v.attributes.get('message')
  const name = v.attributes.get('name') ?? v.cls.name
  const text = typeof message === 'string' ? message : ''
  return text === '' ? String(name) : `${String(name)}: ${text}`
}

/** On one line, cut where it grows longer than `most` characters. */
export function shortText(v: Value, realm: Realm, most = 80): string {
  const text = oneLine(v, realm, most, 0)
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function oneLine(v: Value, realm: Realm, budget: number, depth: number): string {
  const leaf = leafText(v)
  if (leaf !== null) return leaf
  const object = v as List | Dict | Instance
  if (object instanceof Instance && isErrorClass(object.cls)) return errorLine(object)
  const { head, brackets, entries, isArray } = partsOf(object, realm)
  const prefix = head ? `${head} ` : ''
  if (entries.length === 0) return prefix + brackets.join('')
  if (depth > 4) return isArray ? '[Array]' : '[Object]'
  let body = ''
  for (const [i, entry] of entries.entries()) {
    if (body.length > budget) return `${prefix}${brackets[0]}${isArray ? '' : ' '}${body}, …`
    body += (i > 0 ? ', ' : '') + entryText(entry, (value) => oneLine(value, realm, budget, depth + 1))
  }
  return isArray ? `${prefix}${brackets[0]}${body}${brackets[1]}` : `${prefix}${brackets[0]} ${body} ${brackets[1]}`
}

function entryText(entry: Entry, show: (v: Value) => string): string {
  if ('text' in entry) return entry.text
  if ('pair' in entry) return `${show(entry.pair[0])} => ${show(entry.pair[1])}`
  return entry.prefix + show(entry.value)
}

const WIDTH = 80

/** As Node's `console.log` lays a value out (util.inspect with its defaults). */
export function inspect(v: Value, realm: Realm): string {
  return layOut(v, { realm, indentation: 0, depth: 0, above: [], circular: new Map(), deepest: { depth: 0 } })
}

interface Place {
  readonly realm: Realm
  readonly indentation: number
  readonly depth: number
  readonly above: readonly Value[]
  /** Objects that were found inside themselves, and the number that each got. */
  readonly circular: Map<Value, number>
  /** How deep the value shown last went. */
  readonly deepest: { depth: number }
}

function layOut(v: Value, place: Place): string {
  const leaf = leafText(v)
  if (leaf !== null) return leaf
  const object = v as List | Dict | Instance
  if (place.above.includes(object)) {
    const known = place.circular.get(object) ?? place.circular.size + 1
    place.circular.set(object, known)
    return `[Circular *${known}]`
  }
  if (object instanceof Instance && isErrorClass(object.cls)) return errorLine(object)
  const { head, brackets, entries, isArray } = partsOf(object, place.realm)
  if (place.depth > 2 && entries.length > 0)
    return `[${head.replace(/\(\d+\)$/, '') || (isArray ? 'Array' : 'Object')}]`
  const start = head ? `${head} ${brackets[0]}` : brackets[0]
  if (entries.length === 0) return start + brackets[1]
  place.deepest.depth = place.depth
  const deepest = { depth: place.depth }
  const inner = {
    ...place,
    indentation: place.indentation + 2,
    depth: place.depth + 1,
    above: [...place.above, object],
    deepest,
  }
  const shown = entries.map((entry) => entryText(entry, (value) => layOut(value, inner)))
  place.deepest.depth = Math.max(place.deepest.depth, deepest.depth)
  const reference = place.circular.get(object)
  const opening = reference === undefined ? start : `<ref *${reference}> ${start}`
  const rows = isArray && entries.length > 6 ? grouped(shown, entries, place.indentation) : shown
  // At most three levels stand on one line, and only where nothing was put into columns.
  if (deepest.depth - place.depth < 3 && rows === shown) {
    const taken = rows.length + place.indentation + opening.length + 10
    const fits = rows.reduce((sum, row) => sum + row.length, rows.length + taken) <= WIDTH
    if (fits && !rows.some((row) => row.includes('\n'))) return `${opening} ${rows.join(', ')} ${brackets[1]}`
  }
  const indent = `\n${' '.repeat(place.indentation)}`
  return `${opening}${indent}  ${rows.join(`,${indent}  `)}${indent}${brackets[1]}`
}

/** Many short items are put into columns. */
function grouped(shown: readonly string[], entries: readonly Entry[], indentation: number): readonly string[] {
  const more = entries.length > MOST_ITEMS ? 1 : 0
  const count = shown.length - more
  const sizes = shown.slice(0, count).map((text) => text.length + 2)
  const widest = Math.max(...sizes)
  const total = sizes.reduce((a, b) => a + b, 0)
  if (widest * 3 + indentation >= WIDTH || !(total / widest > 5 || widest <= 8)) return shown
  const bias = Math.sqrt(widest - total / shown.length)
  const biased = Math.max(widest - 3 - bias, 1)
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((WIDTH - indentation) / widest),
    4 * 3,
    15,
  )
  if (columns <= 1) return shown
  const isNumeric = entries.every(
    (entry) => !('value' in entry) || typeof entry.value === 'number' || entry.value instanceof Traced,
  )
  const widths = Array.from({ length: columns }, (_, column) => {
    let width = 0
    for (let i = column; i < count; i += columns) width = Math.max(width, sizes[i])
    return width
  })
  const rows: string[] = []
  for (let i = 0; i < count; i += columns) {
    const last = Math.min(i + columns, count)
    const cells = shown.slice(i, last).map((text, k) => {
      const isLast = i + k === last - 1
      if (isNumeric) return isLast ? text.padStart(widths[k] - 2) : `${text}, `.padStart(widths[k])
      return isLast ? text : `${text}, `.padEnd(widths[k])
    })
    rows.push(cells.join(''))
  }
  return more ? [...rows, shown[count]] : rows
}
