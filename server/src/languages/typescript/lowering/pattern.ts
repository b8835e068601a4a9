// Lowers what can stand to the left of `=`: names, members, destructuring patterns.
import type { Expr, Span, Target, TargetItem } from '@gradlens/engine'
import type * as t from '@babel/types'
import { assignToConstant, assignToUndeclared, notInitialised } from '../intrinsics'
import { lowerExpression, lowerKey } from './expression'
import { nameOfKey } from './function'
import { literal, raisingTarget, spanOf, textOf, type Place } from './place'

/** A target of an assignment. */
export function lowerTarget(node: t.Node, place: Place): Target {
  return target(node, place, false)
}

/** A target of a declaration, which may initialise a constant. */
export function lowerDeclared(node: t.Node, place: Place): Target {
  return target(node, place, true)
}

/** The span of a name or pattern without its type annotation. */
export function targetSpan(node: t.Node, place: Place): Span {
  const { text, start, end } = spanOf(node, place)
  if (node.type === 'Identifier')
    return { text, start, end: node.typeAnnotation || node.optional ? start + node.name.length : end }
  const annotation = 'typeAnnotation' in node ? node.typeAnnotation : null
  if (!annotation) return { text, start, end }
  const before = place.module.source.slice(start, annotation.start!)
  return { text, start, end: start + before.replace(/[\s?:]+$/, '').length }
}

function target(node: t.Node, place: Place, declares: boolean): Target {
  const span = targetSpan(node, place)
  switch (node.type) {
    case 'Identifier':
      return nameTarget(node.name, span, place, declares)
    case 'ArrayPattern':
      return {
        kind: 'sequence',
        span,
        items: node.elements.map((element) => element && item(element, place, declares)),
      }
    case 'ObjectPattern':
      return fieldsTarget(node, span, place, declares)
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return target(node.expression, place, declares)
    default:
      return memberTarget(lowerExpression(node, place), span)
  }
}

/** The place that a lowered member expression stands for; whatever is no place raises nothing and keeps nothing. */
function memberTarget(member: Expr, span: Span): Target {
  if (member.kind === 'attribute') return { kind: 'attribute', span, object: member.object, name: member.name }
  if (member.kind === 'subscript') return { kind: 'subscript', span, object: member.object, index: member.index }
  return { kind: 'subscript', span, object: member, index: literal(span, '') }
}

function nameTarget(name: string, span: Span, place: Place, declares: boolean): Target {
  const binding = place.scope.lookup(name)
  if (!binding) return raisingTarget(span, assignToUndeclared(name))
  const early = binding.frame === place.scope.frame && span.start < binding.initialisedAt
  if (early && !declares) return raisingTarget(span, notInitialised(name))
  if (binding.constant && !declares) return raisingTarget(span, assignToConstant)
  return { kind: 'name', span, ref: place.scope.frame.reference(binding) }
}

function item(node: t.Node, place: Place, declares: boolean): TargetItem {
  if (node.type === 'RestElement') return { target: target(node.argument, place, declares), rest: true }
  const { inner, fallback } = withDefault(node, place)
  return { target: target(inner, place, declares), fallback }
}

function withDefault(node: t.Node, place: Place): { inner: t.Node; fallback: Expr | null } {
  if (node.type !== 'AssignmentPattern') return { inner: node, fallback: null }
  return { inner: node.left, fallback: lowerExpression(node.right, place, nameOfKey(node.left, place)) }
}

function fieldsTarget(node: t.ObjectPattern, span: Span, place: Place, declares: boolean): Target {
  let rest: Target | null = null
  const fields = []
  for (const property of node.properties) {
    if (property.type === 'RestElement') rest = target(property.argument, place, declares)
    else {
      const { inner, fallback } = withDefault(property.value, place)
      fields.push({
        key: lowerKey(property.key, property.computed, place),
        target: target(inner, place, declares),
        fallback,
      })
    }
  }
  return { kind: 'fields', span, fields, rest }
}

/** A pattern's own text, its annotation left out. */
export function patternText(node: t.Node, place: Place): string {
  return textOf(node, place).slice(0, targetSpan(node, place).end - node.start!)
}
