// Text of a user's program inside Markdown: whatever it holds, it is shown and never obeyed.

const SPECIAL = /[\\`*_[\]|<>~&]/g

/** Plain words within a paragraph. */
export function inline(text: string): string {
  return text.replace(SPECIAL, (character) =>
    character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
  )
}

/** A block of code, in a fence that its text does not close. */
export function fenced(code: string, language: string): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}${language}\n${code}\n${fence}`
}
