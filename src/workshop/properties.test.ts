/**
 * What holds for every conversation, however odd: random speakers say random things that their schema lets through.
 * Secrets carry their owner's id in their text, so that a leak is a substring.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from './apply.ts';
import { eventFor, sessionFor, type Viewer } from './audience.ts';
import { decide } from './decide.ts';
import { readMessage } from './read-message.ts';
import {
  helperMessage,
  instructorMessage,
  learnerMessage,
  serverMessage,
  statuses,
  type Body,
  type Message,
  type RoomEvent,
  type Speaker,
} from './messages.ts';
import { newSession, type Session } from './session.ts';

const learners = ['p-ada', 'p-bo', 'p-cy'] as const;
const staff: readonly Speaker[] = [
  { id: 'i-tea', role: 'instructor', name: 'Tea' },
  { id: 'i-two', role: 'instructor', name: 'Two' },
  { id: 'i-hal', role: 'helper', name: 'Hal' },
];
const speakers: readonly Speaker[] = [
  ...staff,
  ...learners.map((id): Speaker => ({ id, role: 'learner', name: `name of ${id}` })),
];
/** What each object has without being given it: nobody may reach that by naming it. */
const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty'] as const;

const labs = fc.constantFrom('s1-nodes', 's5-retry', 'constructor');
/** Most often the first: so a conversation comes to something. */
const someId = (first: string, ...others: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(first) },
    { weight: 1, arbitrary: fc.constantFrom(...others, 'constructor') },
  );
const question = someId('q-1', 'q-2');
const chaos = someId('c-1', 'c-2');
const participant = fc.oneof(fc.constantFrom(...learners), someId('p-nobody', 'i-tea'));
const choice = fc.constantFrom(0, 0, 1, 1, 5);
const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const hash = fc.constantFrom('aa', 'bb', 'cc');
const files = fc.dictionary(fc.constantFrom('a.ts', 'b.ts', ...inherited), text, { maxKeys: 3 });
const outcome = {
  outcome: fc.constantFrom('passed', 'failed', 'rejected', 'stopped', 'undecided'),
  code: fc.option(fc.constantFrom('E-1', 'E-2', 'KIT-HANG')),
  fingerprint: fc.option(hash),
} as const;
const choices = fc.array(text, { minLength: 2, maxLength: 6 });

type Said<Kind extends Message['kind']> = fc.Arbitrary<
  Omit<Extract<Message, { kind: Kind }>, 'kind'>
>;

/** One generator a kind: a kind that is added to messages.ts and not here does not compile. */
const said: { readonly [Kind in Message['kind']]: Said<Kind> } = {
  renamed: fc.record({ name: text }),
  status: fc.record({
    status: fc.constantFrom(...statuses, 'help'),
    lab: fc.option(labs),
    note: text,
  }),
  visited: fc.record({ page: fc.constantFrom('/', '/labs/s1-nodes/'), lab: fc.option(labs) }),
  ran: fc.record({
    lab: labs,
    goal: fc.constantFrom('run', 'grade', 'attack'),
    ...outcome,
    work: hash,
  }),
  rung: fc.record({ lab: labs, rung: fc.integer({ min: 1, max: 9 }) }),
  consented: fc.record({ code: fc.boolean(), drafts: fc.boolean() }),
  shared: fc.record({ lab: labs, work: hash }),
  voted: fc.record({ question, round: fc.constantFrom(1, 1, 2, 3), choice }),
  predicted: fc.record({ chaos, choice }),
  endured: fc.record({ chaos, ...outcome, traceHash: fc.option(hash), work: hash }),
  left: fc.constant({}),
  claimed: fc.record({ participant }),
  released: fc.record({ participant }),
  helped: fc.record({ participant }),
  scanned: fc.record({
    participant: fc.option(participant, { freq: 2 }),
    name: fc.constantFrom('Zoe', ...learners.map((id) => `name of ${id}`)),
    lab: labs,
    status: fc.constantFrom(...statuses),
    ...outcome,
    rungs: fc.nat(9),
    runs: fc.nat(99),
  }),
  led: fc.record({
    place: fc.option(
      fc.record({ page: fc.constant('/'), section: fc.constant(null), slide: fc.nat(9) }),
    ),
  }),
  gathered: fc.record({ lab: fc.option(labs) }),
  locked: fc.record({ lab: fc.option(labs), openMost: fc.option(fc.nat(9)) }),
  pushed: fc.record({
    push: someId('u-1', 'u-2'),
    title: text,
    lab: labs,
    what: fc.constantFrom('snippet', 'checkpoint'),
    files,
  }),
  withdrawn: fc.record({ push: someId('u-1', 'u-2') }),
  mirrored: fc.record({
    mirror: fc.option(fc.record({ lab: labs, file: fc.constant('a.ts'), text })),
  }),
  asked: fc.record({
    ...{ question, text, choices, answer: fc.option(choice), program: text },
    why: fc.constant('because it is so'),
  }),
  closed: fc.record({ question }),
  reopened: fc.record({ question }),
  revealed: fc.record({ question }),
  prepared: fc.record({
    chaos,
    lab: labs,
    title: text,
    text,
    plan: fc.record({ from: fc.constant('seed'), seed: fc.nat() }),
    choices,
  }),
  unleashed: fc.record({ chaos }),
  settled: fc.record({ chaos }),
  agenda: fc.record({ track: someId('short', 'day') }),
  moved: fc.record({ item: fc.nat(99) }),
  cut: fc.record({ item: fc.nat(99), isCut: fc.boolean() }),
  timed: fc.record({ label: text, forMs: fc.option(fc.nat(86_400_000)) }),
  announced: fc.record({ text }),
  projected: fc.record({
    what: fc.oneof(
      fc.record({ view: fc.constantFrom('nothing', 'join', 'timer', 'agenda', 'mirror') }),
      fc.record({ view: fc.constant('question'), question }),
      fc.record({ view: fc.constant('chaos'), chaos }),
      fc.record({ view: fc.constant('text'), text }),
    ),
  }),
  declined: fc.record({ lab: labs }),
  requested: fc.record({ participant, lab: labs, why: fc.constantFrom('story', 'look') }),
  handed: fc.record({ to: someId('i-tea', 'i-two', 'i-hal', 'p-ada') }),
  // An ended session takes nothing more: most conversations are to go on.
  ended: fc.constant({}),
};

interface Utterance {
  readonly speaker: Speaker;
  readonly value: unknown;
}

/** Most conversations are to go on, and questions and fault plans to come to something. */
const weights: Readonly<Record<string, number>> = {
  ...{
    ended: 1,
    left: 3,
    asked: 30,
    closed: 20,
    revealed: 20,
    prepared: 30,
    unleashed: 20,
    settled: 20,
  },
  ...{ pushed: 20, withdrawn: 20, voted: 60, predicted: 30, endured: 30, status: 30, claimed: 20 },
};

/** One of these people says one of these things. */
function saying(by: readonly Speaker[], kinds: readonly string[]): fc.Arbitrary<Utterance> {
  const messages = Object.entries(said)
    .filter(([kind]) => kinds.includes(kind))
    .map(([kind, rest]) => ({
      weight: weights[kind] ?? 10,
      arbitrary: (rest as fc.Arbitrary<object>).map((given) => ({ kind, ...given })),
    }));
  return fc
    .tuple(fc.constantFrom(...by), fc.oneof(...messages))
    .map(([speaker, value]) => ({ speaker, value: withOwner(value, speaker) }));
}

const ofLearners = learnerMessage.options.map(({ shape }) => shape.kind.value);
const ofStaff = [...helperMessage.options, ...instructorMessage.options].map(
  ({ shape }) => shape.kind.value,
);
const utterance: fc.Arbitrary<Utterance> = fc.oneof(
  { weight: 5, arbitrary: saying(speakers.slice(staff.length), ofLearners) },
  { weight: 5, arbitrary: saying(staff, ofStaff) },
  { weight: 1, arbitrary: saying(speakers, [...ofLearners, ...ofStaff]) },
);

/** Marks the free text of a learner with their id. */
function withOwner(value: object, speaker: Speaker): object {
  if (speaker.role !== 'learner') return value;
  if ('note' in value) return { ...value, note: `note of ${speaker.id}` };
  return 'name' in value ? { ...value, name: `name of ${speaker.id}` } : value;
}

/** A conversation as the server leads it: the log, and where each message ended. */
class Conversation {
  readonly session: Session = newSession({ code: 'ABC234', title: 'Test', createdAtMs: 0 });
  readonly log: RoomEvent[] = [];

  constructor() {
    for (const { id, name, role } of speakers) {
      if (role === 'learner') this.#put('server', { kind: 'joined', participant: id, name });
      else this.#put('server', { kind: 'invited', staff: id, name, role });
    }
  }

  #put(by: string, body: Body): void {
    const seq = this.log.length + 1;
    const event: RoomEvent = { seq, atMs: seq * 1_000, by, body };
    this.log.push(event);
    apply(this.session, event);
  }

  /** Gives what came of it: how many events, or why there are none. */
  hear({ speaker, value }: Utterance): number | string {
    const read = readMessage(value, speaker.role);
    if (read.kind === 'unreadable') return read.why;
    const decision = decide(this.session, speaker, read.message);
    if (decision.kind === 'refused') return decision.why;
    for (const body of decision.bodies) this.#put(speaker.id, body);
    return decision.bodies.length;
  }
}

const viewers: readonly Viewer[] = [
  { as: 'staff' },
  { as: 'projector' },
  ...learners.map((id): Viewer => ({ as: 'participant', id })),
];

const conversation = fc.array(utterance, { maxLength: 60, size: 'max' });

describe('any conversation', () => {
  test('log: nothing throws, numbers have no gap, a refusal is a sentence and changes nothing', () => {
    fc.assert(
      fc.property(conversation, (utterances) => {
        const room = new Conversation();
        for (const each of utterances) {
          const before = JSON.stringify(room.session);
          const result = room.hear(each);
          if (typeof result === 'string') {
            expect(result).toMatch(/^\p{L}.{10,}|^“/u);
            expect(JSON.stringify(room.session)).toBe(before);
          }
          expect(room.session.seq).toBe(room.log.length);
        }
        expect(room.log.map(({ seq }) => seq)).toEqual(room.log.map((_, index) => index + 1));
      }),
    );
  });

  test('state: plain data, so a snapshot that went through JSON is the state itself', () => {
    fc.assert(
      fc.property(conversation, (utterances) => {
        const room = new Conversation();
        for (const each of utterances) room.hear(each);
        expect(JSON.parse(JSON.stringify(room.session))).toEqual(room.session);
        expect(Object.keys(Object)).toEqual([]);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
  });

  test('replay: a log that is read a second time, and read again twice over, gives the same state', () => {
    fc.assert(
      fc.property(conversation, (utterances) => {
        const room = new Conversation();
        for (const each of utterances) room.hear(each);
        const mine = newSession(room.session);
        for (const event of room.log) apply(mine, event);
        expect(mine).toEqual(room.session);
        for (const event of room.log) apply(mine, event);
        expect(mine).toEqual(room.session);
      }),
    );
  });

  test('audience: after every message a snapshot is what the events led to, for every viewer', () => {
    fc.assert(
      fc.property(conversation, (utterances) => {
        const room = new Conversation();
        const seen = viewers.map((viewer) => ({ viewer, mine: newSession(room.session) }));
        let told = 0;
        for (const each of utterances) {
          room.hear(each);
          const fresh = room.log.slice(told);
          told = room.log.length;
          for (const { viewer, mine } of seen) {
            for (const event of fresh) {
              const visible = eventFor(event, viewer);
              if (visible !== null) apply(mine, visible);
            }
            mine.seq = room.session.seq;
            expect(mine).toEqual(sessionFor(room.session, viewer));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('audience: nobody but staff ever sees another learner’s name, note, id, or what they chose', () => {
    fc.assert(
      fc.property(conversation, (utterances) => {
        const room = new Conversation();
        for (const each of utterances) room.hear(each);
        for (const viewer of viewers) {
          if (viewer.as === 'staff') continue;
          const events = room.log.map((event) => eventFor(event, viewer));
          const seen = JSON.stringify([events, sessionFor(room.session, viewer)]);
          for (const id of learners) {
            if (viewer.as === 'participant' && viewer.id === id) continue;
            expect(seen).not.toContain(`name of ${id}`);
            expect(seen).not.toContain(`note of ${id}`);
            // The projector knows who has answered, to say how many, and not what.
            if (viewer.as === 'participant') expect(seen).not.toContain(`"${id}"`);
          }
          if (viewer.as === 'participant') continue;
          const chosen = events.map((event) => event?.body).filter((body) => body !== undefined);
          for (const body of chosen)
            if (body.kind === 'voted' || body.kind === 'predicted') expect(body.choice).toBe(0);
        }
      }),
    );
  });

  test('audience: answer, reason and counts of a question are nowhere before they are revealed', () => {
    fc.assert(
      fc.property(conversation, (utterances) => {
        const room = new Conversation();
        for (const each of utterances) room.hear(each);
        const hidden = room.session.questions.filter(({ isRevealed }) => !isRevealed);
        const viewer: Viewer = { as: 'participant', id: learners[0] };
        for (const { id } of hidden) {
          const mine = sessionFor(room.session, viewer).questions.find((one) => one.id === id);
          expect(mine).toMatchObject({ answer: null, why: null, counts: [] });
          expect(Object.keys(mine?.votes ?? {}).filter((by) => by !== viewer.id)).toEqual([]);
          const told = room.log.flatMap((event) => eventFor(event, viewer)?.body ?? []);
          for (const body of told) {
            if (!('question' in body) || body.question !== id) continue;
            expect(['counted', 'result']).not.toContain(body.kind);
            if (body.kind === 'asked') expect(body).toMatchObject({ answer: null });
            expect(JSON.stringify(body)).not.toContain('because it is so');
          }
        }
      }),
    );
  });

  test('votes: each closed round counts everybody at most once', () => {
    fc.assert(
      fc.property(conversation, (utterances) => {
        const room = new Conversation();
        for (const each of utterances) room.hear(each);
        for (const { counts } of room.session.questions)
          for (const round of counts)
            expect(round.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(
              learners.length,
            );
      }),
    );
  });
});

test('anything at all: a value that is no message is refused with a sentence, whoever sends it', () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...speakers), (value, { role }) => {
      expect(readMessage(value, role).kind).toBe('unreadable');
    }),
    { numRuns: 2_000 },
  );
});

test('the conversations of these tests: everything that a log can hold comes up', () => {
  const kinds = new Set<string>();
  for (const utterances of fc.sample(conversation, { numRuns: 300, seed: 20 })) {
    const room = new Conversation();
    for (const each of utterances) room.hear(each);
    for (const { body } of room.log) kinds.add(body.kind);
  }
  const all = [learnerMessage, helperMessage, instructorMessage, serverMessage].flatMap((schema) =>
    schema.options.map(({ shape }) => shape.kind.value),
  );
  expect([...kinds].toSorted()).toEqual(all.toSorted());
});
