import { expect, test } from 'vitest';
import { apply } from './apply.ts';
import { eventFor, sessionFor } from './audience.ts';
import { decide } from './decide.ts';
import type { Body, Message, RoomEvent, Speaker } from './messages.ts';
import { newSession, type Session } from './session.ts';

const ada: Speaker = { id: 'p-ada', role: 'learner', name: 'Ada' };
const bo: Speaker = { id: 'p-bo', role: 'learner', name: 'Bo' };
const teacher: Speaker = { id: 'i-1', role: 'instructor', name: 'Tea' };
const helper: Speaker = { id: 'i-2', role: 'helper', name: 'Hal' };

/** A session in which things are said one after the other, a second apart. */
function room(): {
  session: Session;
  log: RoomEvent[];
  say(speaker: Speaker, message: Message): string;
} {
  const session = newSession({ code: 'ABC234', title: 'Test', createdAtMs: 0 });
  const log: RoomEvent[] = [];
  const put = (by: string, body: Body): void => {
    const event = { seq: log.length + 1, atMs: (log.length + 1) * 1_000, by, body };
    log.push(event);
    apply(session, event);
  };
  put('server', { kind: 'joined', participant: ada.id, name: ada.name });
  put('server', { kind: 'joined', participant: bo.id, name: bo.name });
  for (const { id, name, role } of [teacher, helper])
    put('server', {
      kind: 'invited',
      staff: id,
      name,
      role: role === 'helper' ? 'helper' : 'instructor',
    });
  return {
    session,
    log,
    say: (speaker, message) => {
      const decision = decide(session, speaker, message);
      if (decision.kind === 'refused') return decision.why;
      for (const body of decision.bodies) put(speaker.id, body);
      return 'accepted';
    },
  };
}

const question: Message = {
  kind: 'asked',
  question: 'q-1',
  text: 'Does jitter cure it?',
  choices: ['yes', 'no'],
  answer: 1,
  why: 'It spreads the load and takes none away.',
};

test('vote: what comes after the close is refused, and what was counted stays', () => {
  const { session, say } = room();
  say(teacher, question);
  expect(say(ada, { kind: 'voted', question: 'q-1', round: 1, choice: 0 })).toBe('accepted');
  say(teacher, { kind: 'closed', question: 'q-1' });
  expect(say(bo, { kind: 'voted', question: 'q-1', round: 1, choice: 1 })).toContain('too late');
  expect(session.questions[0]?.counts).toEqual([[1, 0]]);
});

test('vote: a replayed vote of the first round does not count in the second', () => {
  const { session, say } = room();
  say(teacher, question);
  say(ada, { kind: 'voted', question: 'q-1', round: 1, choice: 0 });
  say(teacher, { kind: 'closed', question: 'q-1' });
  say(teacher, { kind: 'reopened', question: 'q-1' });
  expect(say(ada, { kind: 'voted', question: 'q-1', round: 1, choice: 0 })).toContain('too late');
  expect(say(ada, { kind: 'voted', question: 'q-1', round: 2, choice: 1 })).toBe('accepted');
  say(teacher, { kind: 'closed', question: 'q-1' });
  say(teacher, { kind: 'revealed', question: 'q-1' });
  expect(session.questions[0]?.counts).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('audience: a learner sees no answer, no count and no other’s vote before they are revealed', () => {
  const { session, log, say } = room();
  say(teacher, question);
  say(ada, { kind: 'voted', question: 'q-1', round: 1, choice: 0 });
  say(bo, { kind: 'voted', question: 'q-1', round: 1, choice: 1 });
  say(teacher, { kind: 'closed', question: 'q-1' });
  const seen = sessionFor(session, { as: 'participant', id: ada.id });
  expect(seen.questions[0]).toMatchObject({ answer: null, counts: [], votes: { [ada.id]: 0 } });
  expect(Object.keys(seen.participants)).toEqual([ada.id]);
  const events = log.map((event) => eventFor(event, { as: 'participant', id: ada.id }));
  expect(JSON.stringify(events)).not.toContain(bo.id);
  expect(JSON.stringify(events)).not.toContain('"answer":1');
  expect(JSON.stringify([events, seen])).not.toContain('It spreads');
  say(teacher, { kind: 'revealed', question: 'q-1' });
  expect(sessionFor(session, { as: 'participant', id: ada.id }).questions[0]).toMatchObject({
    answer: 1,
    why: 'It spreads the load and takes none away.',
  });
});

test('audience: a projector knows how many have answered, and not what', () => {
  const { session, log, say } = room();
  say(teacher, question);
  say(ada, { kind: 'voted', question: 'q-1', round: 1, choice: 1 });
  say(bo, { kind: 'voted', question: 'q-1', round: 1, choice: 1 });
  const seen = sessionFor(session, { as: 'projector' }).questions[0]?.votes ?? {};
  expect(seen).toEqual({ [ada.id]: 0, [bo.id]: 0 });
  const events = log.map((event) => eventFor(event, { as: 'projector' }));
  expect(JSON.stringify(events)).not.toContain('"choice":1');
});

test('audience: events one by one lead a learner to the state that a snapshot gives', () => {
  const { session, log, say } = room();
  say(teacher, question);
  say(ada, { kind: 'voted', question: 'q-1', round: 1, choice: 0 });
  say(bo, { kind: 'status', status: 'help', lab: 's5-retry', note: 'stuck' });
  say(helper, { kind: 'claimed', participant: bo.id });
  say(teacher, { kind: 'closed', question: 'q-1' });
  say(teacher, { kind: 'revealed', question: 'q-1' });
  say(teacher, { kind: 'locked', lab: null, openMost: 2 });
  for (const viewer of [
    { as: 'participant', id: bo.id },
    { as: 'projector' },
    { as: 'staff' },
  ] as const) {
    const mine = newSession(session);
    for (const event of log) {
      const visible = eventFor(event, viewer);
      if (visible !== null) apply(mine, visible);
    }
    mine.seq = session.seq;
    expect(mine).toEqual(sessionFor(session, viewer));
  }
});

test('help: one helper at a time', () => {
  const { session, say } = room();
  say(ada, { kind: 'status', status: 'help', lab: null, note: '' });
  expect(say(helper, { kind: 'claimed', participant: ada.id })).toBe('accepted');
  expect(say(teacher, { kind: 'claimed', participant: ada.id })).toContain('Hal');
  say(helper, { kind: 'helped', participant: ada.id });
  expect(session.participants[ada.id]).toMatchObject({ status: 'working', claimedBy: null });
});

test('stuck: runs that tell the same story are counted, and another story begins anew', () => {
  const { session, say } = room();
  const ran = (fingerprint: string, work: string): void => {
    const outcome = { outcome: 'failed', code: 'E-1', fingerprint } as const;
    say(ada, { kind: 'ran', lab: 's5-retry', goal: 'run', ...outcome, work });
  };
  ran('a', '1');
  ran('a', '1');
  ran('a', '2');
  expect(session.participants[ada.id]?.labs['s5-retry']).toMatchObject({
    runs: 3,
    sameStory: 3,
    triedSince: 1,
  });
  ran('b', '3');
  expect(session.participants[ada.id]?.labs['s5-retry']).toMatchObject({
    sameStory: 1,
    triedSince: 0,
  });
});

test('chaos: predictions close when the faults are loose, and outcomes are tallied', () => {
  const { session, say } = room();
  say(teacher, {
    kind: 'prepared',
    chaos: 'c-1',
    lab: 's5-retry',
    title: 'Crash',
    text: '',
    plan: { from: 'seed', seed: 7 },
    choices: ['holds', 'breaks'],
  });
  say(ada, { kind: 'predicted', chaos: 'c-1', choice: 0 });
  say(teacher, { kind: 'unleashed', chaos: 'c-1' });
  expect(say(bo, { kind: 'predicted', chaos: 'c-1', choice: 1 })).toContain('closed');
  const broke = { outcome: 'failed', code: 'E-1', fingerprint: 'f', traceHash: 'h' } as const;
  say(ada, { kind: 'endured', chaos: 'c-1', ...broke, work: 'w' });
  say(teacher, { kind: 'settled', chaos: 'c-1' });
  expect(session.chaos[0]?.tally).toEqual({ predictions: [1, 0], outcomes: { 'E-1': 1 } });
});

test('driver: after the hand-over the class follows the other instructor alone', () => {
  const { say } = room();
  const lead: Message = { kind: 'led', place: { page: '/chapters/', section: null, slide: 0 } };
  expect(say(teacher, lead)).toBe('accepted');
  expect(say(teacher, { kind: 'handed', to: helper.id })).toContain('Only an instructor');
  expect(say(teacher, { kind: 'handed', to: teacher.id })).toBe('accepted');
  expect(say({ id: 'i-3', role: 'instructor', name: 'Co' }, lead)).toContain('Tea');
});
