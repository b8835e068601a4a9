// A laid-out graph as a Mermaid flowchart, for a Markdown page.
import type { GraphResult } from '../protocol'

export function toMermaid({ title, nodes, edges }: GraphResult): string {
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    '---',
    'flowchart TB',
    ...nodes.map(({ id, label, value, adjoint }) => {
      const lines = [label, value, ...(adjoint === null ? [] : [`∂ ${adjoint}`])]
      return `  n${id}["${lines.map(entities).join('<br>')}"]`
    }),
    ...edges.map(
      ({ from, to, partial }) => `  n${from} -->${partial === null ? '' : `|"${entities(partial)}"|`} n${to}`,
    ),
    '',
  ].join('\n')
}

/** Mermaid reads `#35;` for a character by its number, and takes everything else of a quoted text as it is but quotes and markup. */
function entities(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,=+/∂]/gu, (character) => `#${character.codePointAt(0)};`)
}
