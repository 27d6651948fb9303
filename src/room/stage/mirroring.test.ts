import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { roomOver, type Room } from '#room/room.ts';
import { LabSession } from '#workbench/lab-session.ts';
import type { RoomLink } from '#workshop/link.ts';
import type { Message } from '#workshop/messages.ts';
import { newSession } from '#workshop/session.ts';
import { mirrorTo } from './mirroring.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function lab(): LabSession {
  const info = {
    id: 's5-retry',
    title: '',
    minutes: 1,
    files: [{ file: 'client.ts', access: 'editable' as const }],
    invariants: [],
    hints: [],
    puzzles: [],
    imports: [],
    earlier: [],
    contentHash: 'h',
  };
  return new LabSession(info, [{ file: 'client.ts', source: 'start' }], {
    loadEngine: () => Promise.reject(new Error('nothing runs here')),
    nowMs: () => Date.now(),
  });
}

function room(said: Message[]): { readonly room: Room; away(isAway: boolean): void } {
  const changed = signal<() => void>(() => undefined);
  const link = {
    connection: 'live' as RoomLink['connection'],
    why: null,
    session: newSession({ code: 'ABC234', title: '', createdAtMs: 0 }),
    you: null,
    presence: {},
    waiting: 0,
    pending: [],
    nowMs: () => Date.now(),
    say: (message: Message) => {
      said.push(message);
      return Promise.resolve({ kind: 'accepted' } as const);
    },
    subscribe: (listener: () => void) => {
      changed.value = listener;
      return () => undefined;
    },
    close: () => undefined,
  };
  return {
    room: roomOver(link, { as: 'staff', token: 'a'.repeat(32) }),
    away: (isAway) => {
      link.connection = isAway ? 'away' : 'live';
      changed.value();
    },
  };
}

test('mirror: what is typed goes out at most every two seconds, and only when it changed', () => {
  const said: Message[] = [];
  const session = lab();
  const end = mirrorTo(room(said).room, session, { nowMs: () => Date.now() });
  vi.advanceTimersByTime(0);
  expect(said).toHaveLength(1);
  for (let letter = 0; letter < 50; letter += 1) {
    session.edit('client.ts', `start ${letter}`);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(10_000);
  expect(said.length).toBeLessThanOrEqual(5);
  expect(said.at(-1)).toMatchObject({ mirror: { file: 'client.ts', text: 'start 49' } });
  end();
  expect(said.at(-1)).toEqual({ kind: 'mirrored', mirror: null });
});

test('mirror: while the room is away nothing piles up, and the latest state is sent when it is back', () => {
  const said: Message[] = [];
  const session = lab();
  const { room: over, away } = room(said);
  mirrorTo(over, session, { nowMs: () => Date.now() });
  vi.advanceTimersByTime(0);
  away(true);
  for (const text of ['a', 'b', 'c']) {
    session.edit('client.ts', text);
    vi.advanceTimersByTime(5_000);
  }
  expect(said).toHaveLength(1);
  away(false);
  vi.advanceTimersByTime(5_000);
  expect(said).toHaveLength(2);
  expect(said.at(-1)).toMatchObject({ mirror: { text: 'c' } });
});
