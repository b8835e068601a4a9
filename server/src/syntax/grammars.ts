// The tolerant parsers: loads a grammar when a language id first needs it, and parses incrementally. Knows no document.
import { Language, Parser, type Tree } from 'web-tree-sitter'
import type { LanguageSyntax } from '../languages/language'

type Asset = (name: string) => Promise<Uint8Array>

/** A parser for one language id. */
export class TolerantParser {
  constructor(private readonly parser: Parser) {}

  /** Parses the text; `old` is the tree of the text before, with the edits since told to it. */
  parse(source: string, old: Tree | null): Tree {
    const tree = this.parser.parse(source, old)
    if (tree === null) throw new Error('the tolerant parser has no language')
    return tree
  }
}

/** All grammars of one server, each loaded once. */
export class Grammars {
  private library: Promise<void> | null = null
  private readonly parsers = new Map<string, Promise<TolerantParser>>()

  /** @param asset reads a file of dist/ */
  constructor(private readonly asset: Asset) {}

  parser(syntax: LanguageSyntax, languageId: string): Promise<TolerantParser> {
    const file = syntax.grammar(languageId)
    let parser = this.parsers.get(file)
    if (parser === undefined) {
      parser = this.load(file)
      this.parsers.set(file, parser)
    }
    return parser
  }

  private async load(file: string): Promise<TolerantParser> {
    this.library ??= this.asset('web-tree-sitter.wasm').then((wasmBinary) => Parser.init({ wasmBinary }))
    const [grammar] = await Promise.all([this.asset(file), this.library])
    const parser = new Parser()
    parser.setLanguage(await Language.load(grammar))
    return new TolerantParser(parser)
  }
}
