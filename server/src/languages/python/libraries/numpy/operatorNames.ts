// What NumPy and TensorFlow call the same operators' functions.
import type { BinaryOperator, CompareOperator } from '@gradlens/engine'

export const LOGIC_NAMES: Readonly<Partial<Record<BinaryOperator, string>>> = {
  '&': 'logical_and',
  '|': 'logical_or',
  '^': 'logical_xor',
}

export const COMPARE_NAMES: Readonly<Partial<Record<CompareOperator, string>>> = {
  '<': 'less',
  '<=': 'less_equal',
  '>': 'greater',
  '>=': 'greater_equal',
  '==': 'equal',
  '!=': 'not_equal',
}

/** The comparison with its operands exchanged. */
export const MIRRORED: Readonly<Partial<Record<CompareOperator, CompareOperator>>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}
