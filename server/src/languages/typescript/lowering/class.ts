// Lowers classes: methods and accessors are members, fields initialisers, static fields are set once the class has its name.
import type { Argument, ClassCode, ClassMember, Expr, Span, Target } from '@gradlens/engine'
import type * as t from '@babel/types'
import { defineMember, defineStatic, runStatic, superConstruct, superInvoke, superRead } from '../intrinsics'
import { HOME_CLASS } from '../scope'
import { ADVICE } from './advice'
import { lowerExpression } from './expression'
import { lowerFunction, lowerInitialiser, nameOfKey, returned, type Named } from './function'
import { callOf, inside, literal, readOf, spanOf, unsupported, type Place } from './place'
import { lowerBody } from './statement'

/** The key of `[Symbol.iterator]` among a class's members. */
export const ITERATOR_KEY = '@@iterator'

/** A class as an expression; a declaration's too. */
export function lowerClass(node: t.Class, place: Place, named?: Named): Expr {
  const inner = inside(place, node)
  const span = spanOf(node, place)
  const name: Named = node.id
    ? { name: node.id.name, qualified: node.id.name, span: spanOf(node.id, place) }
    : (named ?? { name: '', qualified: '', span })
  const code: ClassCode = {
    name: name.name,
    span,
    nameSpan: name.span,
    bases: node.superClass ? [{ value: lowerExpression(node.superClass, inner) }] : [],
    members: node.body.body.flatMap((member) => lowerMember(member, name, inner) ?? []),
    body: null,
  }
  const decorators = (node.decorators ?? []).map((decorator) => lowerExpression(decorator.expression, place))
  const made: Expr = { kind: 'class', span, code, decorators }
  const statics = staticSteps(node, name, inner)
  const bound = bindNames(made, node, statics.length > 0, inner)
  if (statics.length === 0) return bound
  return { kind: 'sequence', span, items: [bound, ...statics, readOf(span, HOME_CLASS, inner)] }
}

/** Makes the class known to `super`, to its static fields and to itself, as far as anything asks for it. */
function bindNames(made: Expr, node: t.Class, hasStatics: boolean, { scope }: Place): Expr {
  const home = scope.names.get(HOME_CLASS)!
  const own = node.id && (scope.names.get(node.id.name) ?? scope.parent!.lookup(node.id.name))
  const isExpression = node.type === 'ClassExpression'
  const bindings = [
    hasStatics || home.used ? home : null,
    own && (hasStatics || (isExpression && own.used)) ? own : null,
  ]
  return bindings.reduce<Expr>((value, binding) => {
    if (!binding) return value
    const { span } = made
    const target: Target = { kind: 'name', span, ref: scope.frame.reference(binding) }
    return { kind: 'assignment', span, target, value }
  }, made)
}

type Member = t.ClassBody['body'][number]

/** What is done once the class is made: its static fields and blocks, in order. */
function staticSteps(node: t.Class, owner: Named, place: Place): Expr[] {
  const self = readOf(spanOf(node, place), HOME_CLASS, place)
  return node.body.body.flatMap((member): Expr[] => {
    if (member.type === 'StaticBlock') {
      const block = lowerInitialiser(member, (inner) => lowerBody(member.body, inner), place, 'static')
      return [callOf(spanOf(member, place), runStatic, [self, block])]
    }
    const key = 'key' in member ? keyName(member.key, isComputed(member)) : null
    if (key === null) return computedStep(member, self, owner, place)
    if (!isField(member) || !member.static || ('declare' in member && member.declare)) return []
    return [
      callOf(spanOf(member, place), defineStatic, [
        self,
        literal(spanOf(member.key, place), key),
        member.value ? fieldInitialiser(member, key, owner, place) : literal(spanOf(member, place), undefined),
      ]),
    ]
  })
}

function isComputed(member: t.Node): boolean {
  return 'computed' in member && Boolean(member.computed)
}

/** A member whose name is computed is added to the class once that is made. */
function computedStep(member: Member, self: Expr, owner: Named, place: Place): Expr[] {
  if (
    !('key' in member) ||
    !isComputed(member) ||
    ('declare' in member && member.declare) ||
    ('abstract' in member && member.abstract)
  )
    return []
  const span = spanOf(member, place)
  const key = lowerExpression(member.key, place)
  const isStatic = literal(span, Boolean('static' in member && member.static))
  if (isField(member)) {
    const value = member.value ? fieldInitialiser(member, '', owner, place) : literal(span, undefined)
    return [callOf(span, defineMember, [self, key, value, literal(span, 'field'), isStatic])]
  }
  if (member.type !== 'ClassMethod') return []
  return [callOf(span, defineMember, [self, key, lowerFunction(member, place), literal(span, member.kind), isStatic])]
}

type Field = t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty

function isField(member: t.Node): member is Field {
  return (
    member.type === 'ClassProperty' || member.type === 'ClassPrivateProperty' || member.type === 'ClassAccessorProperty'
  )
}

/** Null: nothing that exists at run time, or a static field or computed member, which is set later. */
function lowerMember(member: Member, owner: Named, place: Place): ClassMember | null {
  if (isField(member)) {
    if ('declare' in member && member.declare) return null
    const key = keyName(member.key, isComputed(member))
    if (key === null || member.static) return null
    return {
      name: key,
      kind: 'field',
      isStatic: false,
      value: member.value ? fieldInitialiser(member, key, owner, place) : null,
    }
  }
  if (member.type !== 'ClassMethod' && member.type !== 'ClassPrivateMethod') return null
  if ('abstract' in member && member.abstract) return null
  const key = keyName(member.key, isComputed(member))
  if (key === null) return null
  const value = lowerFunction(member, place, nameOfKey(member.key, place, owner.qualified))
  return { ...memberKind(member, key), isStatic: Boolean(member.static), value: decorated(member, value, place) }
}

function fieldInitialiser(field: Field, key: string, owner: Named, place: Place): Expr {
  const named = nameOfKey(field.key, place, owner.qualified)
  return lowerInitialiser(field, (inner) => [returned(lowerExpression(field.value!, inner, named))], place, key)
}

/** A getter and a setter of one name are two members: they are told apart by V8's own names for them. */
function memberKind(member: t.ClassMethod | t.ClassPrivateMethod, key: string): Pick<ClassMember, 'name' | 'kind'> {
  if (member.kind === 'get') return { name: `get ${key}`, kind: 'getter' }
  if (member.kind === 'set') return { name: `set ${key}`, kind: 'setter' }
  return { name: key, kind: 'method' }
}

/** What a decorator makes of a method is not known. */
function decorated(member: t.ClassMethod | t.ClassPrivateMethod, value: Expr, place: Place): Expr {
  const decorator = member.decorators?.[0]
  if (!decorator) return value
  const replaced = unsupported(
    spanOf(decorator, place),
    'a decorator',
    'Move the computation into a function without decorators.',
  )
  return { kind: 'sequence', span: value.span, items: [value, replaced] }
}

function keyName(key: t.Node, computed: boolean): string | null {
  if (key.type === 'StringLiteral') return key.value
  if (key.type === 'NumericLiteral') return String(key.value)
  if (key.type === 'PrivateName') return `#${key.id.name}`
  if (!computed) return key.type === 'Identifier' ? key.name : null
  const isIterator =
    key.type === 'MemberExpression' &&
    key.object.type === 'Identifier' &&
    key.object.name === 'Symbol' &&
    key.property.type === 'Identifier' &&
    key.property.name === 'iterator'
  return isIterator ? ITERATOR_KEY : null
}

/** `super(…)`. */
export function superCall(span: Span, args: readonly Argument[], place: Place): Expr {
  return onHome(span, superConstruct, [], args, place)
}

/** `super.name`, or with arguments `super.name(…)`. */
export function superMember(span: Span, name: string, place: Place, args?: readonly Argument[]): Expr {
  const key = [{ value: literal(span, name) }]
  return args ? onHome(span, superInvoke, key, args, place) : onHome(span, superRead, key, [], place)
}

function onHome(
  span: Span,
  intrinsic: Parameters<typeof literal>[1],
  first: readonly Argument[],
  args: readonly Argument[],
  place: Place,
): Expr {
  if (!place.scope.lookup(HOME_CLASS)) return unsupported(span, '`super`', ADVICE.super)
  const self: Expr = { kind: 'this', span }
  return {
    kind: 'call',
    span,
    callee: literal(span, intrinsic),
    args: [{ value: readOf(span, HOME_CLASS, place) }, { value: self }, ...first, ...args],
  }
}
