/** The marks' public face: their data and the entry to their parser. Imports from outside this folder come here. */

export { marksInComment } from './comment'
export * from './model'
export { parseMarkLine } from './parseMark'
