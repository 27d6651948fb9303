/** E-4 and E-5: chat texts that must arrive, and notices that may. */
import {
  always,
  shareAtMost,
  type Check,
  type Instance,
  type Outcome,
  type RunRecord,
} from '#grader/index.ts';
import { settledMs } from './campaign.ts';
import { argOf, grouped, type Shown } from './effects.ts';
import { nameOf } from './names.ts';

export const textChecks: readonly Check[] = [
  always({ code: 'E-4', as: 'undelivered', expected: 'on the reader’s screen', of: unshown }),
  // Seeds 1–3 and 101–125: the reference has none, the starter 8 to 18 %, m19 89 to 97 %.
  shareAtMost({
    code: 'E-4',
    as: 'shown twice',
    what: 'of the texts shown twice',
    max: 0.02,
    of: shownTwice,
  }),
  always({
    code: 'E-5',
    as: 'not sent exactly once',
    expected: 'exactly 1 message',
    of: noticesSent,
  }),
  always({
    code: 'E-5',
    as: 'delivered twice',
    expected: 'at most 1 text on the phone',
    of: noticesTexted,
  }),
];

function shownByText(record: RunRecord): Map<string, readonly { readonly atMs: number }[]> {
  return grouped(record.seen<Shown>('shown'), ({ text }) => text);
}

/** E-4: an acknowledged text is on the screen. */
function* unshown(record: RunRecord): Generator<Instance> {
  const shown = shownByText(record);
  for (const { operation, answer } of record.asked('sendChat')) {
    if (answer !== 'ok') continue;
    yield {
      ok: shown.has(argOf(operation, 'text')),
      atMs: Math.min(settledMs, record.untilMs),
      operation: nameOf(operation),
      tags: [operation.id],
      observed: 'acknowledged, never shown',
      cause: 'acknowledged, never shown',
    };
  }
}

function shownTwice(record: RunRecord): Outcome[] {
  const shown = shownByText(record);
  return record.asked('sendChat').map(({ operation, startedMs }) => {
    const times = shown.get(argOf(operation, 'text')) ?? [];
    return {
      ok: times.length > 1,
      atMs: times[1]?.atMs ?? startedMs,
      operation: nameOf(operation),
      tags: [operation.id],
      observed: `${times.length} times on the screen`,
      cause: 'shown twice',
      blame: 'effect',
    };
  });
}

/** E-5: one message is sent for a notice, whatever becomes of it. */
function* noticesSent(record: RunRecord): Generator<Instance> {
  const sent = grouped(record.wire('notices'), ({ tag }) => tag);
  for (const { operation, startedMs } of record.asked('notify')) {
    const messages = sent.get(operation.id) ?? [];
    yield {
      ok: messages.length === 1,
      atMs: messages[1]?.sentMs ?? startedMs,
      operation: nameOf(operation),
      tags: [operation.id],
      observed: messages.length === 0 ? 'none' : `${messages.length} messages`,
      cause: messages.length === 0 ? 'not sent' : 'sent again',
    };
  }
}

function* noticesTexted(record: RunRecord): Generator<Instance> {
  const texted = grouped(record.seen<Shown>('texted'), ({ text }) => text);
  for (const { operation, startedMs } of record.asked('notify')) {
    const texts = texted.get(argOf(operation, 'text')) ?? [];
    yield {
      ok: texts.length <= 1,
      atMs: texts[1]?.atMs ?? startedMs,
      operation: nameOf(operation),
      tags: [operation.id],
      observed: `${texts.length} texts`,
      cause: 'texted twice',
    };
  }
}
