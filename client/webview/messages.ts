// What the graph panel and its page say to each other.
import type { GraphResult, SubjectParams } from '@gradlens/server/protocol'

/** A graph as the page draws it: without the trace that it was laid out from. */
export type Graph = Omit<GraphResult, 'trace'> & {
  /** Operations that are not drawn because there were too many. */
  readonly omitted: number
}

export type ToPage =
  | {
      readonly type: 'graph'
      readonly of: SubjectParams
      readonly graph: Graph
      /** The nodes whose source the cursor is in. */
      readonly current: readonly number[]
    }
  | { readonly type: 'current'; readonly nodes: readonly number[] }
  /** The graph that is shown is no longer that of the source. */
  | { readonly type: 'stale'; readonly reason: string }
  /** There is no graph to show. */
  | { readonly type: 'empty'; readonly reason: string }

export type FromPage =
  | { readonly type: 'ready' }
  /** Show a node's source; with `focus` the editor takes the keyboard too. */
  | { readonly type: 'reveal'; readonly node: number; readonly focus: boolean }
  /** The node that the mouse or the keyboard is on, if any. */
  | { readonly type: 'pointAt'; readonly node: number | null }
