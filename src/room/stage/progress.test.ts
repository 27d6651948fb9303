import { expect, test } from 'vitest';
import { apply } from '#workshop/apply.ts';
import type { Body } from '#workshop/messages.ts';
import { newSession } from '#workshop/session.ts';
import { countsOf } from './progress.ts';

test('progress: what is said of another lab, and who has left, does not count', () => {
  const session = newSession({ code: 'ABC234', title: 'Test', createdAtMs: 0 });
  let seq = 0;
  const say = (by: string, body: Body): void => apply(session, { seq: ++seq, atMs: seq, by, body });
  for (const id of ['p-1', 'p-2', 'p-3', 'p-4'])
    say('server', { kind: 'joined', participant: id, name: `Name of ${id}` });
  say('p-1', { kind: 'status', status: 'done', lab: 's5-retry', note: '' });
  say('p-2', { kind: 'status', status: 'help', lab: 's5-retry', note: '' });
  say('p-3', { kind: 'status', status: 'help', lab: 's6-share', note: '' });
  say('p-4', { kind: 'status', status: 'working', lab: 's5-retry', note: '' });
  say('p-4', { kind: 'left' });
  const passed = { outcome: 'passed', code: null, fingerprint: null, work: 'w' } as const;
  say('p-1', { kind: 'ran', lab: 's5-retry', goal: 'grade', ...passed });
  say('p-2', { kind: 'ran', lab: 's5-retry', goal: 'run', ...passed });
  const counts = countsOf(session, 's5-retry');
  expect(counts).toEqual({ here: 3, working: 0, done: 1, help: 1, ran: 2, passed: 1 });
  expect(JSON.stringify(counts)).not.toContain('Name');
});
