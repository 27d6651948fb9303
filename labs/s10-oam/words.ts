/** The words of the lab: incidents, pages and alarms as a story tells them. */
import { field, type Observation, type Telling } from '#grader/index.ts';
import { sayMin } from './month-record.ts';
import { incidents } from './troubles.ts';
import { clock, nameOf } from './evening-words.ts';
import type { Happening } from './world/plan.ts';

const text = (value: unknown, name: string): string => {
  const found = field(value, name) ?? '';
  return typeof found === 'string' ? found : JSON.stringify(found);
};
const number = (value: unknown, name: string): number => Number(field(value, name));
const rate = (value: number): string => String(Math.round(value * 10) / 10);

/** `0.7 % fail, for 12 h`, or what a blip and a nightly job are. */
function troubleOf(id: string): string {
  if (id.startsWith('blip')) return 'one minute in which 30 % fail';
  if (id.startsWith('night')) return 'the nightly job, 20 min at 0.5 %';
  return incidents.find((one) => one.id === id)?.words ?? 'a minute like any other';
}

function windowsOf(value: unknown): string {
  const long = number(value, 'longMin');
  const short = number(value, 'shortMin');
  return long === short ? sayMin(long) : `${sayMin(long)} and ${sayMin(short)}`;
}

function rates({ value }: Observation): string {
  const long = rate(number(value, 'long'));
  const isOne = number(value, 'longMin') === number(value, 'shortMin');
  return isOne ? long : `${long} and ${rate(number(value, 'short'))}`;
}

const day = (atMs: number): string => `day ${Math.floor(atMs / 86_400_000) + 1}`;

export const monthTelling: Telling = {
  name: ({ id }) => `${id} (${troubleOf(id)})`,
  ask: ({ id, atMs }) => `${day(atMs)}: ${id} begins: ${troubleOf(id)}`,
  answer: () => 'It is over',
  messages: [],
  // The wait of a clock is nobody's decision.
  timeout: () => null,
  effects: [
    {
      name: 'page',
      like: { kind: 'page' },
      weight: 7.5,
      say: (seen) =>
        `Somebody is woken: rule ${text(seen.value, 'rule')} sees a burn rate of ${rates(seen)} in ${windowsOf(seen.value)}, above ${text(seen.value, 'level')}`,
    },
    {
      name: 'ticket',
      like: { kind: 'ticket' },
      weight: 7,
      say: (seen) =>
        `A ticket is written: rule ${text(seen.value, 'rule')} sees ${rates(seen)} in ${windowsOf(seen.value)}`,
    },
    {
      name: 'quiet',
      like: { kind: 'quiet' },
      weight: 6,
      say: (seen) =>
        `Rule ${text(seen.value, 'rule')} is quiet again: ${rates(seen)} in ${windowsOf(seen.value)}`,
    },
    {
      name: 'peak',
      like: { kind: 'peak' },
      weight: 6,
      say: (seen) =>
        `Until now rule ${text(seen.value, 'rule')} has seen at most ${rates(seen)} in ${windowsOf(seen.value)}; it wants more than ${text(seen.value, 'level')}`,
    },
  ],
};

const endings: Readonly<Record<string, (what: Happening) => string>> = {
  died: (what) =>
    what.kind === 'mailbox'
      ? 'The process is killed, with all that was in its mailbox'
      : `The node is dead: ${nameOf(what)} has run its course`,
  exhausted: () => 'The disk is full, and everything that writes has failed',
  repaired: () => 'It is mended',
  ended: () => 'It is over',
};

function whatOf(args: unknown): Happening {
  return field(args, 'what') as Happening;
}

export const eveningTelling: Telling = {
  name: ({ id, args }) => `${id} (${nameOf(whatOf(args))})`,
  ask: ({ id, args, atMs }) => `${clock(atMs)}, ${id}: ${nameOf(whatOf(args))}`,
  answer: ({ answer, operation: { args } }) =>
    (endings[String(answer)] ?? (() => 'It goes on'))(whatOf(args)),
  messages: [],
  // The wait of a clock is nobody's decision.
  timeout: () => null,
  effects: [
    {
      name: 'raise',
      like: { kind: 'raise' },
      weight: 7.5,
      say: ({ value, atMs }) =>
        `${clock(atMs)}: ${text(value, 'alarm')} is raised on ${text(value, 'on')}`,
    },
    {
      name: 'clear',
      like: { kind: 'clear' },
      weight: 7.5,
      say: ({ value, atMs }) =>
        `${clock(atMs)}: ${text(value, 'alarm')} is cleared on ${text(value, 'on')}`,
    },
    {
      name: 'page',
      like: { kind: 'page' },
      weight: 7.5,
      say: ({ value, atMs }) =>
        `${clock(atMs)}: somebody is woken for ${text(value, 'alarm')} on ${text(value, 'on')}`,
    },
    {
      name: 'ticket',
      like: { kind: 'ticket' },
      weight: 6,
      say: ({ value, atMs }) =>
        `${clock(atMs)}: a ticket for ${text(value, 'alarm')} on ${text(value, 'on')}`,
    },
    {
      name: 'action',
      like: { kind: 'action' },
      weight: 7.5,
      say: ({ value, atMs }) =>
        `${clock(atMs)}: ${text(value, 'run')} is run on ${text(value, 'on')}${field(value, 'hadCause') === true ? '' : ', where there is nothing to mend'}`,
    },
  ],
};
