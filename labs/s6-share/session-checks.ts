/** D-1 and D-10: sessions that outlive their node, and copies that nobody needs. */
import {
  always,
  formatMeasure,
  type Check,
  type Instance,
  type RunRecord,
  type WireMessage,
} from '#grader/index.ts';
import { answerText, answerers, isOpen, nameOf, nodeOf, textOf } from './news.ts';
import { copiedMs } from './session-worlds.ts';
import { shops } from './shops.ts';
import { stretches } from './timeline.ts';

/**
 * D-1: what was opened a second before the crash is known elsewhere. Correct solutions lose none; where a session is on one
 * node alone (m13), 32 to 44 of 120 customers log in again over seeds 1-3 and 101-110.
 */
export const knownElsewhere: Check = always({
  code: 'D-1',
  as: 'logged out',
  expected: 'known without a new login',
  of: function* (record): Generator<Instance> {
    const openers = answerers(record);
    const opened = new Map(
      record.asked('login').map((call) => [textOf(call.operation, 'name'), call]),
    );
    const crashes = stretches(record, 'crash');
    for (const call of record.asked('touch')) {
      const { operation, answer, startedMs, endedMs } = call;
      if (isOpen(call, record)) continue;
      const login = opened.get(textOf(operation, 'name'));
      if (login === undefined || login.endedMs === null) continue;
      // A copy that had no time to be made, and a crash that nobody had time to see, are nobody's fault.
      const untilMs = Math.min(startedMs, ...crashes.map(({ fromMs }) => fromMs));
      const isJudged = login.endedMs <= untilMs - copiedMs;
      const isSeen = crashes.every(({ fromMs }) => startedMs >= fromMs + copiedMs / 2);
      if (!isJudged || !isSeen) continue;
      const isIn = login.answer === 'ok';
      const opener = openers.get(login.operation.id) ?? '?';
      const where = nodeOf(operation);
      yield {
        ok: isIn && answer === 'ok',
        atMs: endedMs ?? record.untilMs,
        operation: textOf(operation, 'name').replace('-', ' '),
        tags: [login.operation.id, operation.id],
        observed: isIn
          ? `opened at ${opener}, and at ${where}: ${answerText(answer)}`
          : `${String(login.answer)} from ${opener}, at the login itself`,
        cause: isIn ? 'logged out' : 'not let in',
        blame: 'answer',
      };
    }
  },
});

/** D-10: presence stays where it is said, and a session is on two nodes. Copied to all, forty users cost 1.7 kB a second (m11). */
const presenceAlone: Check = always({
  code: 'D-10',
  as: 'copies of presence',
  expected: '0 bytes',
  of: function* (record): Generator<Instance> {
    const messages = copiesIn(record);
    const carrying = messages.filter(({ body }) =>
      namesIn(body).some((name) => name.startsWith('user-')),
    );
    const bytes = carrying.reduce((sum, message) => sum + message.bytes, 0);
    const perS = formatMeasure(Math.round((bytes * 1_000) / record.untilMs), 'bytes');
    for (const { operation, endedMs } of record.asked('announce')) {
      const own = carrying.find(({ body }) => namesIn(body).includes(textOf(operation, 'name')));
      yield {
        ok: own === undefined,
        atMs: own?.sentMs ?? endedMs ?? record.untilMs,
        operation: nameOf(operation),
        tags: [operation.id],
        observed: `${perS} a second between the shops, for what is said again in ten seconds`,
        cause: 'presence replicated',
      };
    }
  },
});

const twoCopies: Check = always({
  code: 'D-10',
  as: 'sessions not on two nodes',
  expected: 'exactly 2 nodes',
  of: function* (record): Generator<Instance> {
    const holders = holdersOf(record);
    const openers = answerers(record);
    for (const { operation, endedMs } of record.asked('login')) {
      const nodes = new Set(holders.get(textOf(operation, 'name')));
      const opener = openers.get(operation.id);
      if (opener !== undefined) nodes.add(opener);
      yield {
        ok: nodes.size === 2,
        atMs: nodes.size > 2 ? (endedMs ?? record.untilMs) : record.untilMs,
        operation: textOf(operation, 'name').replace('-', ' '),
        tags: [operation.id],
        observed: `on ${nodes.size === 1 ? 'one node' : `${nodes.size} nodes`}: ${[...nodes].sort().join(', ')}`,
        cause: nodes.size > 2 ? 'too many copies' : 'too few copies',
      };
    }
  },
});

export const copies: readonly Check[] = [presenceAlone, twoCopies];

function copiesIn(record: RunRecord): WireMessage[] {
  return shops.flatMap((from) => record.wire(from));
}

/** Session → the nodes that got a message with its name in it. */
function holdersOf(record: RunRecord): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, Set<string>>();
  for (const { to, body } of copiesIn(record)) {
    for (const name of namesIn(body)) {
      const nodes = holders.get(name);
      if (nodes === undefined) holders.set(name, new Set([to]));
      else nodes.add(to);
    }
  }
  return holders;
}

/** The names of users and sessions in a message, however it is built: in texts, lists, maps, and in bytes as well. */
function namesIn(body: unknown): readonly string[] {
  if (typeof body === 'string') return body.match(/\b(?:user|session)-\d+/gu) ?? [];
  if (typeof body !== 'object' || body === null) return [];
  if (body instanceof Uint8Array) {
    return namesIn(Array.from(body, (code) => String.fromCharCode(code)).join(''));
  }
  if (body instanceof Map) return [...(body as ReadonlyMap<unknown, unknown>)].flatMap(namesIn);
  if (body instanceof Set) return [...(body as ReadonlySet<unknown>)].flatMap(namesIn);
  if (Array.isArray(body)) return body.flatMap(namesIn);
  return Object.entries(body).flatMap(namesIn);
}
