// What the server must know of URIs: which two name one file, what lies in which folder, and what a relative path names.
// Clients write one URI in several ways (`file:///c:/a`, `file:///c%3A/a`), so nothing compares them as they come.

interface Parts {
  readonly scheme: string
  readonly authority: string
  /** Decoded. */
  readonly path: string
}

function parse(uri: string): Parts {
  const [, scheme = '', authority = '', path = ''] = /^([^:/?#]+):(?:\/\/([^/?#]*))?([^?#]*)/.exec(uri) ?? []
  return { scheme, authority, path: decoded(path) }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function format({ scheme, authority, path }: Parts): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return `${scheme}:${authority || scheme === 'file' ? `//${authority}` : ''}${encoded}`
}

/** One spelling for all URIs of one file. */
export function normalUri(uri: string): string {
  const { scheme, authority, path } = parse(uri)
  const drive = /^\/[A-Za-z]:/.test(path) ? path.slice(0, 2).toLowerCase() + path.slice(2) : path
  return format({ scheme, authority, path: drive })
}

/** The path that a URI names, decoded. */
export function pathOf(uri: string): string {
  return parse(uri).path
}

/** The folder that a file lies in, without a slash at the end. */
export function folderOf(uri: string): string {
  const { scheme, authority, path } = parse(uri)
  return format({ scheme, authority, path: path.slice(0, Math.max(0, path.lastIndexOf('/'))) })
}

export function isInside(uri: string, folder: string): boolean {
  return normalUri(uri).startsWith(normalUri(folder).replace(/\/$/, '') + '/')
}

/** What a path names, seen from a folder (from the root if it begins with `/`); null where it climbs above the top. */
export function resolvePath(folder: string, root: string, path: string): string | null {
  const base = parse(path.startsWith('/') ? root : folder)
  const segments = base.path.split('/').filter((segment) => segment !== '')
  for (const segment of path.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return null
    } else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return format({ ...base, path: '/' + segments.join('/') })
}
