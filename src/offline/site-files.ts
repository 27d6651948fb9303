/** The files of the built site, as the service worker knows them, and how a request finds its file. */

/** A file: its address below the site's root (a page's ends with a slash), 16 digits of its SHA-256, its size. */
export type SiteFile = readonly [path: string, hash: string, bytes: number];

/** What is kept: the course itself, and the code editor, which is larger than everything else together. */
export type TierName = 'core' | 'editor';

/** All files of one build. */
export interface SiteFiles {
  /** A hash over all files: two builds of the same content have the same one. */
  readonly version: string;
  readonly core: readonly SiteFile[];
  readonly editor: readonly SiteFile[];
}

/** A name with a hash of the content: the same address never has another content. */
export function isHashed(path: string): boolean {
  return path.startsWith('_astro/');
}

/** The address a file is kept under. It names the content, so two versions lie side by side in one cache. */
export function keyOf([path, hash]: SiteFile, scope: string): string {
  const url = new URL(path, scope);
  if (!isHashed(path)) url.searchParams.set('v', hash);
  return url.href;
}

/** How a request is answered: by a file, by a redirect to the address with a slash, or by the network alone. */
export type Route =
  | { readonly kind: 'file'; readonly file: SiteFile; readonly tier: TierName }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'network' };

/** Finds files by address. */
export class Router {
  /** By the part of an address that chooses a file: what stands behind the `?` does not. */
  readonly #routes = new Map<string, Route>();

  constructor(files: SiteFiles, scope: string) {
    for (const tier of ['core', 'editor'] as const)
      for (const file of files[tier])
        this.#routes.set(new URL(file[0], scope).href, { kind: 'file', file, tier });
  }

  route(address: string): Route {
    const { origin, pathname, search } = new URL(address);
    const plain = origin + pathname.replace(/\/index\.html$/, '/');
    const found = this.#routes.get(plain);
    if (found) return found;
    if (this.#routes.has(`${plain}/`)) return { kind: 'redirect', to: `${plain}/${search}` };
    return { kind: 'network' };
  }
}

/**
 * What may go when a version takes over: all that neither it nor the version before it uses. A tab that was opened
 * under the version before may still load parts of its page.
 */
export function staleKeys(
  kept: readonly string[],
  current: readonly string[],
  before: readonly string[],
): readonly string[] {
  const used = new Set([...current, ...before]);
  return kept.filter((key) => !used.has(key));
}
