/** E-6: votes that are counted and billed once, and keys that are used by somebody else. */
import { always, fits, type Check, type Instance, type RunRecord } from '#grader/index.ts';
import { settledMs } from './campaign.ts';
import {
  argOf,
  forgedCents,
  forgedChoice,
  grouped,
  orderBooks,
  type Charged,
  type ForgerTold,
  type Shipped,
  type Tallied,
} from './effects.ts';
import { nameOf, said } from './names.ts';

export const voteChecks: readonly Check[] = [
  always({
    code: 'E-6',
    as: 'miscounted',
    expected: 'exactly 1 vote, for the right finalist',
    of: tallies,
  }),
  always({ code: 'E-6', as: 'forgers not refused', expected: 'id_conflict', of: forgersAnswers }),
  always({ code: 'E-6', as: 'forgers obeyed', expected: 'no effect', of: forgersEffects }),
];

/** E-6: one record in the ledger for each text message, and it holds what the sender chose. */
function* tallies(record: RunRecord): Generator<Instance> {
  const seen = record.seen<Tallied>('tallied');
  const tallied = grouped(seen, ({ id }) => id);
  // A record that holds the vote in a field of its own is found by the request that wrote it.
  const nameless = grouped(
    seen.filter(({ id, choice }) => id === undefined || choice === undefined),
    ({ tag }) => tag,
  );
  for (const { operation } of record.asked('sendVote')) {
    const id = argOf(operation, 'id');
    const choice = argOf(operation, 'choice');
    const all = tallied.get(id) ?? [];
    const [unreadable] = nameless.get(operation.id) ?? [];
    if (unreadable !== undefined) {
      yield {
        ok: false,
        atMs: unreadable.atMs,
        operation: nameOf(operation),
        tags: [operation.id],
        expected: 'a record with the `id` and the `choice` of the text',
        observed: `the record has no ${unreadable.choice === undefined ? '`choice`' : '`id`'}`,
        cause: 'stored without its fields',
      };
      continue;
    }
    // Every attempt was lost, and the forger was the first to bring this key: then it was his.
    if (all[0]?.choice === forgedChoice) continue;
    const records = all.filter((one) => one.choice !== forgedChoice);
    const isRight = records.every((one) => one.choice === choice);
    yield {
      ok: records.length === 1 && isRight,
      atMs: records[1]?.atMs ?? Math.min(settledMs, record.untilMs),
      operation: nameOf(operation),
      tags: [operation.id],
      observed: isRight ? `${records.length} votes` : 'a vote for somebody else',
      cause: records.length === 0 ? 'missing' : isRight ? 'counted twice' : 'for somebody else',
    };
  }
}

/** When the true request of each operation had its effect: from then on its key is known. */
function knownSince(record: RunRecord): Map<string, number> {
  const known = new Map<string, number>();
  const note = (id: string, atMs: number): void => {
    if (!known.has(id)) known.set(id, atMs);
  };
  for (const { call, charges } of orderBooks(record)) {
    for (const { atMs } of charges) note(call.operation.id, atMs);
  }
  for (const { choice, tag, atMs } of record.seen<Tallied>('tallied')) {
    if (choice !== forgedChoice) note(tag, atMs);
  }
  return known;
}

/** E-6: a forger who uses a known key is told `id_conflict`. He can only try if requests keep to the format. */
function* forgersAnswers(record: RunRecord): Generator<Instance> {
  for (const { operation: id, atMs } of record.seen<{ readonly operation: string }>('unreadable')) {
    const call = record.operation(id);
    yield {
      ok: false,
      atMs,
      operation: call === undefined ? id : nameOf(call.operation),
      tags: [id],
      expected: 'a request with fn, key, payload and deadline',
      observed: 'no payload in the request',
      cause: 'format not kept',
    };
  }
  const known = knownSince(record);
  for (const { operation: id, answer, atMs } of record.seen<ForgerTold>('forgerTold')) {
    const call = record.operation(id);
    if (call === undefined || !known.has(id)) continue;
    yield {
      ok: answer === 'id_conflict' || fits(answer, { error: 'id_conflict' }),
      atMs,
      operation: nameOf(call.operation),
      tags: [id],
      observed: answer === null ? 'no answer' : `told ${said(answer)}`,
      cause: answer === null ? 'forgery not answered' : 'forgery not refused',
    };
  }
}

/** E-6: what a forger asks for under a known key does not happen. */
function* forgersEffects(record: RunRecord): Generator<Instance> {
  const known = knownSince(record);
  const effects = [
    ...record.seen<Charged>('charged').map((seen) => ({ seen, ok: seen.cents < forgedCents })),
    ...record.seen<Shipped>('shipped').map((seen) => ({ seen, ok: seen.cents < forgedCents })),
    ...['tallied', 'recounted'].flatMap((kind) =>
      record.seen<Tallied>(kind).map((seen) => ({ seen, ok: seen.choice !== forgedChoice })),
    ),
  ];
  for (const { seen, ok } of effects) {
    const call = record.operation(seen.tag);
    yield {
      ok: ok || (known.get(seen.tag) ?? seen.atMs) >= seen.atMs,
      atMs: seen.atMs,
      operation: call === undefined ? seen.tag : nameOf(call.operation),
      tags: [seen.tag],
      observed: 'the forged request took effect',
      cause: 'forgery obeyed',
    };
  }
}
