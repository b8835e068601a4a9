// The languages as the worker knows them: strict reading, lowering, meaning.
import type { LanguageMeaning } from './language'
import { pythonMeaning } from './python/meaning'
import { typescriptMeaning } from './typescript/meaning'

export const meanings: readonly LanguageMeaning[] = [pythonMeaning, typescriptMeaning]
