// What of the program runs where unknown code gets hold of a value: a method's function, a class's constructor, the methods
// of an object.
import { BoundMethod, Class, Closure, Instance, type PossibleCall, type Value } from '@gradlens/engine'
import { lookUp, mroOf, ProgramClass } from './types/class'
import { ClassMethod, Property, StaticMethod } from './types/property'

/** Methods that only the making of a class or an object calls. */
const MAKING = new Set(['__init__', '__new__', '__init_subclass__', '__set_name__', '__class_getitem__', '__del__'])

/** The calls that unknown code may make with what it got. */
export function callsOf(v: Value): readonly PossibleCall[] {
  if (v instanceof BoundMethod) return v.callee instanceof Closure ? [methodCall(v.self, v.callee)] : []
  if (v instanceof ProgramClass) return constructorCall(v)
  if (v instanceof Instance) return methodsOf(v)
  return []
}

function methodCall(self: Value, callee: Closure): PossibleCall {
  return { callee: new BoundMethod(self, callee), code: callee.code, given: 1 }
}

function constructorCall(cls: Class): readonly PossibleCall[] {
  const make = lookUp(cls, '__init__') ?? lookUp(cls, '__new__')
  return make instanceof Closure ? [{ callee: cls, code: make.code, given: 1 }] : []
}

function methodsOf(v: Instance): readonly PossibleCall[] {
  const seen = new Set<string>()
  const calls: PossibleCall[] = []
  for (const cls of mroOf(v.cls)) {
    if (!(cls instanceof ProgramClass)) continue
    for (const [name, member] of cls.attributes) {
      if (seen.has(name) || MAKING.has(name)) continue
      seen.add(name)
      const call = memberCall(v, member)
      if (call) calls.push(call)
    }
  }
  return calls
}

function memberCall(self: Instance, member: Value): PossibleCall | null {
  if (member instanceof Closure) return methodCall(self, member)
  if (member instanceof Property) return member.getter instanceof Closure ? methodCall(self, member.getter) : null
  if (member instanceof ClassMethod)
    return member.callee instanceof Closure ? methodCall(self.cls, member.callee) : null
  if (!(member instanceof StaticMethod) || !(member.callee instanceof Closure)) return null
  return { callee: member.callee, code: member.callee.code, given: 0 }
}
