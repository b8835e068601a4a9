// The parts of Python's standard library that are evaluated, and those that are harmless to leave out.
import { math } from './math'
import { closed, type StandardModule } from './table'

export const STANDARD = [math].map((module: StandardModule) => closed(module))
