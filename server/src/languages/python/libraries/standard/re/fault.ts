// `re.error`
import type { Class, Raised, Span } from '@gradlens/engine'
import { exceptionClass, raised } from '../../../exceptions'
import { ProgramClass } from '../../../types/programClass'

let errorClass: Class | null = null

export function regexErrorClass(): Class {
  return (errorClass ??= new ProgramClass('error', [exceptionClass('Exception')], null, null, 'error', 're'))
}

export function regexError(message: string, site: Span): Raised {
  return raised(regexErrorClass(), message, site)
}
