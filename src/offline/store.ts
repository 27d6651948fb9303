/** What the service worker keeps: one cache for all versions, each file under an address that names its content. */
import type { TierState } from './protocol.ts';
import {
  isHashed,
  keyOf,
  staleKeys,
  type SiteFile,
  type SiteFiles,
  type TierName,
} from './site-files.ts';

/** Files fetched at once: enough to hide a slow network's round trips, too few to crowd out the page. */
const lanes = 4;
/** Headers that speak of the bytes on the wire, not of those that are kept. */
const wireHeaders = ['content-encoding', 'content-length', 'transfer-encoding'];

/** A file could not be kept; the message is a sentence for the reader. */
export class NotKeptError extends Error {}

interface Fetched {
  readonly reply: Response;
  /** Why it must not be kept, or null. */
  readonly problem: string | null;
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Fetches a file. While a host replaces the site, it may serve the old content under the new list: such a reply is good
 * for the reader who waits for it, but must not be kept as something it is not.
 */
async function fetchFile([path, hash]: SiteFile, scope: string): Promise<Fetched> {
  const reply = await fetch(new URL(path, scope), {
    cache: isHashed(path) ? 'default' : 'no-cache',
  });
  const bytes = await reply.arrayBuffer();
  const headers = new Headers(reply.headers);
  for (const name of wireHeaders) headers.delete(name);
  const { status, statusText } = reply;
  // Made anew, because a reply that was redirected may not answer a navigation.
  const copy = new Response(bytes, { status, statusText, headers });
  if (!reply.ok) return { reply: copy, problem: `The host answered ${status} for /${path}.` };
  const isGenuine = isHashed(path) || (await hashOf(bytes)) === hash;
  return { reply: copy, problem: isGenuine ? null : `/${path} is not what this version has.` };
}

/** The files that are kept for one scope. */
export class Store {
  readonly #files: SiteFiles;
  readonly #scope: string;
  readonly #cacheName: string;
  /** Where the addresses of the version in use are noted for the version that comes after it. */
  readonly #noteKey: string;
  readonly #underWay = new Map<string, Promise<Fetched>>();
  #isDropped = false;

  constructor(files: SiteFiles, scope: string) {
    this.#files = files;
    this.#scope = scope;
    // Several sites may share an origin, each in its folder.
    this.#cacheName = `nines ${scope}`;
    this.#noteKey = new URL('kept-files', scope).href;
  }

  /** The file, from the cache if it is there; else from the network, and kept. Rejects if neither has it. */
  async take(file: SiteFile): Promise<Response> {
    const cache = await this.#open();
    const kept = await cache.match(keyOf(file, this.#scope));
    if (kept) return kept;
    const { reply } = await this.#bring(file);
    return reply;
  }

  /** A file of another version, which a page of that version still asks for. */
  async takeOld(request: Request): Promise<Response | undefined> {
    return (await this.#open()).match(request);
  }

  /** Fetches all of a tier that is not kept yet. Rejects with NotKeptError; what was kept until then stays. */
  async fill(tier: TierName, onKept: () => void): Promise<void> {
    const kept = await this.#keptKeys();
    const missing = this.#files[tier].filter((file) => !kept.has(keyOf(file, this.#scope)));
    const lane = async (): Promise<void> => {
      for (let file = missing.shift(); file && !this.#isDropped; file = missing.shift()) {
        const { problem } = await this.#bring(file);
        if (problem !== null) throw new NotKeptError(problem);
        onKept();
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  async tierStates(): Promise<Record<TierName, TierState>> {
    const kept = await this.#keptKeys();
    return { core: this.#stateOf('core', kept), editor: this.#stateOf('editor', kept) };
  }

  #stateOf(tier: TierName, kept: ReadonlySet<string>): TierState {
    const files = this.#files[tier];
    const filesKept = files.filter((file) => kept.has(keyOf(file, this.#scope)));
    const bytesOf = (list: readonly SiteFile[]): number =>
      list.reduce((sum, [, , bytes]) => sum + bytes, 0);
    return {
      files: files.length,
      filesKept: filesKept.length,
      bytes: bytesOf(files),
      bytesKept: bytesOf(filesKept),
    };
  }

  /** Whether a version kept any of the editor: then its user wants it in the next version too. */
  async hasEditor(): Promise<boolean> {
    const kept = await this.#keptKeys();
    const codeEditor = /\/_astro\/editor\.[^/]+\.js$/;
    return [...kept].some((key) => codeEditor.test(key));
  }

  /** Throws away what neither this version nor the one before uses. */
  async prune(): Promise<void> {
    const cache = await this.#open();
    const { core, editor } = this.#files;
    const current = [...core, ...editor].map((file) => keyOf(file, this.#scope));
    const note: unknown = await (await cache.match(this.#noteKey))?.json();
    const before = Array.isArray(note) ? note.map(String) : [];
    const stale = staleKeys([...(await this.#keptKeys())], current, before);
    await Promise.all(stale.map((key) => cache.delete(key)));
    await cache.put(this.#noteKey, Response.json(current));
  }

  /** Throws everything away, and keeps nothing more. */
  async drop(): Promise<void> {
    this.#isDropped = true;
    await Promise.allSettled(this.#underWay.values());
    await caches.delete(this.#cacheName);
  }

  /** Keeps again after everything was thrown away. */
  reopen(): void {
    this.#isDropped = false;
  }

  #open(): Promise<Cache> {
    return caches.open(this.#cacheName);
  }

  async #keptKeys(): Promise<ReadonlySet<string>> {
    if (this.#isDropped) return new Set();
    return new Set((await (await this.#open()).keys()).map(({ url }) => url));
  }

  /** Fetches and keeps a file; whoever asks for it meanwhile shares the one request. */
  async #bring(file: SiteFile): Promise<Fetched> {
    const [path] = file;
    const underWay = this.#underWay.get(path) ?? this.#fetchAndKeep(file);
    this.#underWay.set(path, underWay);
    try {
      const { reply, problem } = await underWay;
      return { reply: reply.clone(), problem };
    } finally {
      this.#underWay.delete(path);
    }
  }

  async #fetchAndKeep(file: SiteFile): Promise<Fetched> {
    const fetched = await fetchFile(file, this.#scope);
    if (fetched.problem !== null || this.#isDropped) return fetched;
    try {
      const cache = await this.#open();
      await cache.put(keyOf(file, this.#scope), fetched.reply.clone());
      return fetched;
    } catch {
      return { reply: fetched.reply, problem: 'This browser has no room left for the course.' };
    }
  }
}
