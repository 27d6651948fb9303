/** E-6: votes that are counted and billed once, and keys that are used by somebody else. */
import { always, field, fits, type Check, type Instance, type RunRecord } from '#grader/index.ts';
import { settledMs } from './campaign.ts';
import {
  argOf,
  forgedCents,
  forgedChoice,
  grouped,
  type Charged,
  type ForgerTold,
  type Shipped,
  type Tallied,
} from './effects.ts';
import { nameOf, said } from './words.ts';

export const voteChecks: readonly Check[] = [
  always({ code: 'E-6', expected: 'exactly 1 vote, for the right finalist', of: tallies }),
  always({ code: 'E-6', expected: 'id_conflict', of: forgersAnswers }),
  always({ code: 'E-6', expected: 'no effect', of: forgersEffects }),
];

/** E-6: one record in the ledger for each text message, and it holds what the sender chose. */
function* tallies(record: RunRecord): Generator<Instance> {
  const tallied = grouped(record.seen<Tallied>('tallied'), (seen) => field(seen.record, 'id'));
  for (const { operation } of record.asked('sendVote')) {
    const id = argOf(operation, 'id');
    const choice = argOf(operation, 'choice');
    const records = (tallied.get(id) ?? []).filter((one) => one.record.choice !== forgedChoice);
    const isRight = records.every((one) => one.record.choice === choice);
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

/** E-6: a forger is told `id_conflict`. Judged where the true request was served, for else its key is not known. */
function* forgersAnswers(record: RunRecord): Generator<Instance> {
  for (const { operation: id, answer, atMs } of record.seen<ForgerTold>('forgerTold')) {
    const call = record.operation(id);
    if (call === undefined || !isServed(call.answer)) continue;
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

function isServed(answer: unknown): boolean {
  return answer === 'ok' || field(answer, 'ok') !== undefined;
}

/** E-6: what a forger asked for does not happen. */
function* forgersEffects(record: RunRecord): Generator<Instance> {
  const served = new Set(
    record.operations.filter(({ answer }) => isServed(answer)).map(({ operation }) => operation.id),
  );
  const effects = [
    ...record.seen<Charged>('charged').map((seen) => ({ seen, ok: seen.cents < forgedCents })),
    ...record.seen<Shipped>('shipped').map((seen) => ({ seen, ok: seen.cents < forgedCents })),
    ...['tallied', 'recounted'].flatMap((kind) =>
      record
        .seen<Tallied>(kind)
        .map((seen) => ({ seen, ok: field(seen.record, 'choice') !== forgedChoice })),
    ),
  ];
  for (const { seen, ok } of effects) {
    const operation = record.operation(seen.tag)?.operation;
    yield {
      ok: ok || !served.has(seen.tag),
      atMs: seen.atMs,
      operation: operation === undefined ? seen.tag : nameOf(operation),
      tags: [seen.tag],
      observed: 'the forged request took effect',
      cause: 'forgery obeyed',
    };
  }
}
