// TypeScript and JavaScript in the worker: strict reading, lowering, meaning.
import type { LanguageMeaning } from '../language'
import { importRequests } from './imports'
import { inputValue, shapeOfAnnotation } from './input'
import { parseStrict } from './parse'
import { readProgram } from './read'
import { TypeScriptSemantics } from './semantics'

export const typescriptMeaning: LanguageMeaning = {
  id: 'typescript',
  isScript: false,
  libraries: {},
  imports(source, languageId) {
    const parsed = parseStrict(source, languageId)
    return parsed.ok ? importRequests(parsed.file, languageId) : []
  },
  read: readProgram,
  semantics: () => new TypeScriptSemantics(),
  input: inputValue,
  annotatedShape: shapeOfAnnotation,
}
