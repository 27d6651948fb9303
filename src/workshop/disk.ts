/** The browser's database for the room: what waits to be sent, and what was last seen. Apart from the drafts. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Outgoing } from './protocol.ts';
import type { RoomStore } from './outbox.ts';

interface Waiting {
  /** Person and session: several sessions may have been joined from this browser. */
  readonly owner: string;
  readonly message: Outgoing;
}

interface Schema extends DBSchema {
  waiting: { key: number; value: Waiting; indexes: { owner: string; id: string } };
  seen: { key: string; value: unknown };
}

/** A private window of some browsers never answers. */
const openWithinMs = 4_000;

async function open(): Promise<IDBPDatabase<Schema>> {
  const database = await Promise.race([
    openDB<Schema>('nines-room', 1, {
      upgrade(upgraded) {
        const waiting = upgraded.createObjectStore('waiting', { autoIncrement: true });
        waiting.createIndex('owner', 'owner');
        waiting.createIndex('id', 'message.id');
        upgraded.createObjectStore('seen');
      },
      blocking(_current, _blocked, event) {
        // A later version of the site, open in another tab, may not wait for this one.
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    }),
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('IndexedDB did not answer')), openWithinMs);
    }),
  ]);
  // Some browsers open the database and refuse the first write.
  await database.put('seen', 1, 'probe');
  return database;
}

/** Opens what is kept for one owner; null where this browser keeps nothing. */
export async function openRoomStore(owner: string): Promise<RoomStore | null> {
  const database = await open().catch(() => null);
  if (database === null) return null;
  return {
    put: async (message) => void (await database.add('waiting', { owner, message })),
    waiting: async () => {
      // An index gives rows of equal keys in the order in which they were added.
      const rows = await database.getAllFromIndex('waiting', 'owner', owner);
      return rows.map(({ message }) => message);
    },
    drop: async (ids) => {
      const transaction = database.transaction('waiting', 'readwrite');
      const index = transaction.store.index('id');
      for (const id of ids) {
        const key = await index.getKey(id);
        if (key !== undefined) await transaction.store.delete(key);
      }
      await transaction.done;
    },
    seen: () => database.get('seen', owner),
    see: async (value) => void (await database.put('seen', value, owner)),
  };
}
