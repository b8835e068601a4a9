// Lines and columns as the command line says them: both count from 1.
import { positionIn } from '../documents/view'

export interface Place {
  readonly line: number
  readonly column: number
}

export function placeOf(source: string, offset: number): Place {
  const { line, character } = positionIn(source, offset)
  return { line: line + 1, column: character + 1 }
}

/** The text of a line, by its number. */
export function lineText(source: string, line: number): string {
  return source.split(/\r\n|\r|\n/)[line - 1] ?? ''
}
