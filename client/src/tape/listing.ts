// Places in a line of the tape's text: `%4  = multiply(%1, %3)   value 9.0   adjoint 1.0   4: x ** 2`.

/** The column where the source begins that ends the line (`4: x ** 2`); where none does, that of the line's first word. */
export function sourceColumn(line: string): number {
  const source = /\s{2}(\d+: .*)$/.exec(line)
  return source ? line.length - source[1].length : line.search(/\S|$/)
}

/** The index of the line that computes `id` (`%4`); -1 where there is none. */
export function definingLine(lines: readonly string[], id: string): number {
  return lines.findIndex((line) => {
    const text = line.trimStart()
    return text.startsWith(id) && /^\s*=/.test(text.slice(id.length))
  })
}
