// Texts cut to the room that a node or an arrow has for them.

/** The width of a character of the page's monospace font, in CSS pixels. */
const characterWidth = 7.3
const besides = 12

/** How many characters fit into one line of a node of this width. */
export function roomFor(width: number): number {
  return Math.max(1, Math.floor((width - 2 * besides) / characterWidth + 0.01))
}

/** The width of a line, in CSS pixels. */
export function widthOf(line: string): number {
  return [...line].length * characterWidth
}

/** The text in one line of at most `room` characters, the last of which is an ellipsis where something was cut. */
export function cut(text: string, room: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length <= room ? line : characters.slice(0, room - 1).join('') + '…'
}
