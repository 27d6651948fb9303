/** The one room of a learner's page: dock and page of the room share its line. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { roomOver, type Room } from '#room/room.ts';
import type { Client } from '#workshop/client.ts';
import { openLink } from '#workshop/open-link.ts';
import type { Connection } from '#workshop/link.ts';
import { credentialOf, readIdentity, type Identity } from './identity.ts';
import { Keeping } from './keeping.ts';
import { Laying } from './laying.ts';

/** How the line stands. */
export interface LineState {
  readonly connection: Connection;
  readonly why: string | null;
  /** Messages that wait to be sent. */
  readonly waiting: number;
  /** False where what waits is lost with the tab. */
  readonly isLasting: boolean;
}

export interface MyRoom {
  readonly room: Room;
  readonly client: Client;
  readonly identity: Identity;
  readonly line: ReadonlySignal<LineState>;
  readonly laying: Laying;
  readonly keeping: Keeping;
}

let opened: Promise<MyRoom> | null = null;

async function openAs(identity: Identity): Promise<MyRoom> {
  const credential = credentialOf(identity);
  const late: ((why: string) => void)[] = [];
  const client = await openLink(credential, {
    onLateRefusal: (why) => {
      for (const tell of late) tell(why);
    },
  });
  const room = roomOver(client, credential);
  late.push((why) => room.notify(why));
  const look = (): LineState => {
    const { connection, why, waiting, isLasting } = client;
    return { connection, why, waiting, isLasting };
  };
  const line = signal(look());
  client.subscribe(() => {
    line.value = look();
  });
  return { room, client, identity, line, laying: new Laying(room), keeping: new Keeping(room) };
}

/** Opens the room that this browser has joined; null if it has joined none. The same room for everybody who asks. */
export function myRoom(): Promise<MyRoom> | null {
  const identity = readIdentity();
  if (identity === null) return null;
  opened ??= openAs(identity);
  return opened;
}
