// Python's exception classes, and how semantics and libraries raise. Exceptions are Instances of Classes; their `args`
// attribute is a Tuple.
import { Class, Instance, Raised, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { PythonFault } from './fault'
import { objectClass } from './types/builtinClasses'

/** CPython's hierarchy: each class with its base (Library Reference, "Exception hierarchy"). */
const HIERARCHY = {
  BaseException: 'object',
  BaseExceptionGroup: 'BaseException',
  GeneratorExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  SystemExit: 'BaseException',
  Exception: 'BaseException',
  ArithmeticError: 'Exception',
  FloatingPointError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  ZeroDivisionError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  BufferError: 'Exception',
  EOFError: 'Exception',
  ExceptionGroup: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  MemoryError: 'Exception',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  OSError: 'Exception',
  BlockingIOError: 'OSError',
  ChildProcessError: 'OSError',
  ConnectionError: 'OSError',
  BrokenPipeError: 'ConnectionError',
  ConnectionAbortedError: 'ConnectionError',
  ConnectionRefusedError: 'ConnectionError',
  ConnectionResetError: 'ConnectionError',
  FileExistsError: 'OSError',
  FileNotFoundError: 'OSError',
  InterruptedError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  PermissionError: 'OSError',
  ProcessLookupError: 'OSError',
  TimeoutError: 'OSError',
  ReferenceError: 'Exception',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  StopAsyncIteration: 'Exception',
  StopIteration: 'Exception',
  SyntaxError: 'Exception',
  IndentationError: 'SyntaxError',
  TabError: 'IndentationError',
  SystemError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeError: 'ValueError',
  UnicodeDecodeError: 'UnicodeError',
  UnicodeEncodeError: 'UnicodeError',
  UnicodeTranslateError: 'UnicodeError',
  Warning: 'Exception',
  BytesWarning: 'Warning',
  DeprecationWarning: 'Warning',
  EncodingWarning: 'Warning',
  FutureWarning: 'Warning',
  ImportWarning: 'Warning',
  PendingDeprecationWarning: 'Warning',
  ResourceWarning: 'Warning',
  RuntimeWarning: 'Warning',
  SyntaxWarning: 'Warning',
  UnicodeWarning: 'Warning',
  UserWarning: 'Warning',
} as const

export type ExceptionName = keyof typeof HIERARCHY

const classes = new Map<string, Class>()
for (const [name, base] of Object.entries(HIERARCHY)) {
  classes.set(name, new Class(name, [classes.get(base) ?? objectClass], null))
}

/** Every exception class by the name that a program has for it. */
export const EXCEPTION_CLASSES: ReadonlyMap<string, Class> = new Map([
  ...classes,
  ['EnvironmentError', exceptionClass('OSError')],
  ['IOError', exceptionClass('OSError')],
])

/** A class of CPython's hierarchy. */
export function exceptionClass(name: ExceptionName): Class {
  return classes.get(name) ?? objectClass
}

/**
 * An exception class of a library, e.g. `libraryException('InvalidArgumentError', 'Exception')`. Make it once and keep it.
 */
export function libraryException(name: string, base: ExceptionName | Class): Class {
  return new Class(name, [base instanceof Class ? base : exceptionClass(base)], null)
}

/** Where exceptions were raised first: a traceback ends there, however often they are raised again. */
const firstSites = new WeakMap<Instance, Span>()

/** The place that the traceback of an exception ends at when it is raised at a site. */
export function raisedFirstAt(exception: Instance, site: Span): Span {
  const first = firstSites.get(exception)
  if (first) return first
  firstSites.set(exception, site)
  return site
}

/** A place that an exception's diagnostic points to as well. */
export interface RelatedSite {
  readonly span: Span
  readonly message: string
}

/** The exception object `type(*args)`. */
export function makeException(type: ExceptionName | Class, args: readonly Value[]): Instance {
  const exception = new Instance(type instanceof Class ? type : exceptionClass(type))
  exception.attributes.set('args', new Tuple(args))
  return exception
}

/** `type(message)`, ready to be thrown. */
export function raised(
  type: ExceptionName | Class,
  message: string,
  site: Span,
  code: string | null = null,
  related: readonly RelatedSite[] = [],
): Raised {
  const exception = makeException(type, message === '' ? [] : [message])
  firstSites.set(exception, site)
  return new Raised(exception, exception.cls.name, message, site, code, related)
}

/**
 * Raises an exception of the program. `type` names a class of CPython's hierarchy, or is a `libraryException`.
 * `code` is a diagnostic code that says more than `program-raises`, with places that it wants to show.
 */
export function raise(
  _runtime: Runtime,
  type: ExceptionName | Class,
  message: string,
  site: Span,
  code: string | null = null,
  related: readonly RelatedSite[] = [],
): never {
  throw raised(type, message, site, code, related)
}

/** Runs a pure computation and raises its faults at a site. */
export function raisingFaults<T>(site: Span, compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    throw error instanceof PythonFault ? raised(error.type as ExceptionName, error.message, site) : error
  }
}
