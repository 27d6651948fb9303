/**
 * Where drafts are kept: IndexedDB, else localStorage, else the memory of this tab. All three hold text under keys,
 * so that one format is read and written, and what is kept where is the only difference the learner is told.
 */
import { openDB, type IDBPDatabase } from 'idb';

export type KeptIn = 'indexeddb' | 'localstorage' | 'memory';

export interface TextStore {
  readonly keptIn: KeptIn;
  get(key: string): Promise<string | undefined>;
  put(key: string, text: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Keys that begin with `prefix`, in order. */
  keys(prefix: string): Promise<string[]>;
}

const databaseName = 'nines';
const storeName = 'texts';
const localPrefix = 'nines/';

/**
 * A private window of some browsers never answers; after this long the next store is tried. Generous, because a busy
 * machine that was given up too early would show the starter in the place of a draft; one can write meanwhile.
 */
const openTimeoutMs = 8_000;

class IndexedStore implements TextStore {
  readonly keptIn = 'indexeddb';
  readonly #database: IDBPDatabase;

  constructor(database: IDBPDatabase) {
    this.#database = database;
  }

  async get(key: string): Promise<string | undefined> {
    const value: unknown = await this.#database.get(storeName, key);
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  async put(key: string, text: string): Promise<void> {
    await this.#database.put(storeName, text, key);
  }

  async delete(key: string): Promise<void> {
    await this.#database.delete(storeName, key);
  }

  async keys(prefix: string): Promise<string[]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const keys = await this.#database.getAllKeys(storeName, range);
    return keys.map(String);
  }
}

class LocalStore implements TextStore {
  readonly keptIn = 'localstorage';
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  async get(key: string): Promise<string | undefined> {
    return this.#storage.getItem(localPrefix + key) ?? undefined;
  }

  async put(key: string, text: string): Promise<void> {
    this.#storage.setItem(localPrefix + key, text);
  }

  async delete(key: string): Promise<void> {
    this.#storage.removeItem(localPrefix + key);
  }

  async keys(prefix: string): Promise<string[]> {
    return Object.keys(this.#storage)
      .filter((key) => key.startsWith(localPrefix + prefix))
      .map((key) => key.slice(localPrefix.length))
      .sort();
  }
}

/** Keeps texts as long as the tab lives. */
export class MemoryStore implements TextStore {
  readonly keptIn = 'memory';
  readonly #texts = new Map<string, string>();

  async get(key: string): Promise<string | undefined> {
    return this.#texts.get(key);
  }

  async put(key: string, text: string): Promise<void> {
    this.#texts.set(key, text);
  }

  async delete(key: string): Promise<void> {
    this.#texts.delete(key);
  }

  async keys(prefix: string): Promise<string[]> {
    return [...this.#texts.keys()].filter((key) => key.startsWith(prefix)).sort();
  }
}

async function openIndexed(): Promise<TextStore> {
  const database = await Promise.race([
    openDB(databaseName, 1, {
      upgrade(upgraded) {
        upgraded.createObjectStore(storeName);
      },
      blocking(_current, _blocked, event) {
        // A later version of the site, open in another tab, may not wait for this one.
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    }),
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('IndexedDB did not answer')), openTimeoutMs);
    }),
  ]);
  const store = new IndexedStore(database);
  // Some browsers open the database and refuse the first write.
  await store.put('probe', '1');
  await store.delete('probe');
  return store;
}

async function openLocal(): Promise<TextStore> {
  const store = new LocalStore(localStorage);
  await store.put('probe', '1');
  await store.delete('probe');
  return store;
}

/** Opens the best store that really takes a text. */
export async function openStore(): Promise<TextStore> {
  for (const open of [openIndexed, openLocal]) {
    try {
      return await open();
    } catch {
      // Refused or broken: the next one is tried, and the learner is told by `keptIn`.
    }
  }
  return new MemoryStore();
}

let shared: Promise<TextStore> | undefined;

/** The one store of this page. */
export function sharedStore(): Promise<TextStore> {
  shared ??= openStore();
  return shared;
}
