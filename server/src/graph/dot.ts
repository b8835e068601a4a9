// A laid-out graph as Graphviz's DOT, for a drawing program to lay out anew.
import type { GraphResult } from '../protocol'

export function toDot({ title, nodes, edges }: GraphResult): string {
  return [
    'digraph gradient {',
    `  label=${quoted(title)}; labelloc=t; rankdir=TB; node [shape=box, style=rounded, fontname="monospace"]; edge [fontname="monospace"];`,
    ...nodes.map(({ id, label, value, adjoint }) => {
      const lines = [label, value, ...(adjoint === null ? [] : [`∂ ${adjoint}`])]
      return `  n${id} [label=${quoted(lines.join('\n'))}];`
    }),
    ...edges.map(
      ({ from, to, partial }) => `  n${from} -> n${to}${partial === null ? '' : ` [label=${quoted(partial)}]`};`,
    ),
    '}',
    '',
  ].join('\n')
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`
}
