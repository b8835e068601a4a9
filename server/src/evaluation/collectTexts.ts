// Everything that a document's evaluation depends on: its own text, and what that imports from the workspace, all the way.
// Reads through ports, inside the workspace's folders only.
import { folderOf, isInside, normalUri, pathOf, resolvePath } from '../documents/uris'
import type { ImportRequest, SourceText } from '../languages/language'

/** What a program may be made of at most. */
const MAX_TEXTS = 200
const MAX_LENGTH = 2_000_000

export interface MainText {
  readonly uri: string
  readonly source: string
  readonly languageId: string
}

export interface TextSources {
  /** What a text imports; empty where it does not parse. */
  imports(source: string, languageId: string): Promise<readonly ImportRequest[]>
  /** The open document's text, else the file's; null where there is none. */
  read(uri: string): Promise<string | null>
  /** The URI with links followed: a link must not lead out of the workspace. */
  followLinks(uri: string): Promise<string>
  languageIdOf(uri: string): string | null
  /** The workspace's folders. Where there are none the document's own folder is it. */
  readonly folders: readonly string[]
}

export interface Collected {
  /** The main text first. */
  readonly texts: readonly SourceText[]
  /** Normal URIs of every file that was looked for, found or not: when one of them changes the answer may be another. */
  readonly looked: ReadonlySet<string>
}

export async function collectTexts(main: MainText, sources: TextSources): Promise<Collected> {
  const roots = sources.folders.length > 0 ? sources.folders : [folderOf(main.uri)]
  const realRoots = await Promise.all(roots.map((root) => sources.followLinks(root)))
  const root = [...roots].filter((one) => isInside(main.uri, one)).sort((a, b) => b.length - a.length)[0]
  const texts: (SourceText & { imports: Record<string, number> })[] = []
  const indices = new Map<string, number>()
  const looked = new Set<string>()

  const add = ({ uri, source, languageId }: MainText): number => {
    indices.set(normalUri(uri), texts.length)
    return texts.push({ uri, source, languageId, path: pathOf(uri), imports: {} }) - 1
  }

  /** The index of a file's text, which is read where it is met for the first time; null where it may not or can't be had. */
  const find = async (uri: string): Promise<number | null> => {
    const known = indices.get(normalUri(uri))
    if (known !== undefined) return known
    if (!roots.some((one) => isInside(uri, one)) || texts.length >= MAX_TEXTS) return null
    looked.add(normalUri(uri))
    const languageId = sources.languageIdOf(uri)
    const real = await sources.followLinks(uri)
    if (languageId === null || !realRoots.some((one) => isInside(real, one))) return null
    const source = await sources.read(uri)
    return source === null || source.length > MAX_LENGTH ? null : add({ uri, source, languageId })
  }

  add(main)
  for (let i = 0; i < texts.length && root !== undefined; i++) {
    const { source, languageId, uri, imports } = texts[i]
    for (const { specifier, candidates } of await sources.imports(source, languageId)) {
      for (const candidate of candidates) {
        const target = resolvePath(folderOf(uri), root, candidate)
        const index = target === null ? null : await find(target)
        if (index === null) continue
        imports[specifier] = index
        break
      }
    }
  }
  return { texts, looked }
}
