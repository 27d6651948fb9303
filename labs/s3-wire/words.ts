/** The lab in words. */
import {
  field,
  formatMeasure,
  type CallRecord,
  type Operation,
  type Struck,
  type Telling,
} from '#grader/index.ts';
import { nameOf, toldOf } from './calls.ts';

function ask(operation: Operation): string {
  const op = String(field(operation.args, 'op'));
  if (operation.fn === 'attack') return 'Somebody on web-1 opens a line of their own to shop-1';
  if (operation.fn === 'command') return 'Whoever owns web-1 now spawns os:cmd on shop-1';
  if (op === 'export') return 'web-1 asks for an export of 20 MB';
  if (op === 'upload') return `web-1 asks to store 100 kB: ${nameOf(operation.id)}`;
  if (op !== 'price') return `web-1 asks the shop for “${op}”`;
  return `A customer asks for a price: ${nameOf(operation.id)}`;
}

function answer(call: CallRecord): string {
  return `web-1 is told ${toldOf(call)}`;
}

function fault({ fault: planned, phase }: Struck): string | undefined {
  if (planned.kind === 'hang') {
    return phase === 'begins'
      ? 'shop-1 stands still; nobody is told, and its connections stay open'
      : 'shop-1 goes on where it stood';
  }
  if (planned.kind !== 'signal') return undefined;
  const kind = field(planned.message, 'kind');
  if (kind === 'certificate') return 'web-1 is told that its certificate has been renewed';
  if (kind === 'renewed') return 'Lines of the old certificate have two seconds left';
  if (kind === 'expired') return 'shop-1 ends the lines that were made with the old certificate';
  const version = field(planned.message, 'version');
  if (typeof version === 'number') return `The other end is of release ${version} from now on`;
  return phase === 'begins'
    ? 'The receiver no longer reads what web-1 sends'
    : 'The receiver reads again';
}

export const words: Telling = {
  name: (operation) => nameOf(operation.id),
  ask,
  answer,
  messages: [],
  effects: [
    {
      name: 'done',
      like: { kind: 'done' },
      weight: 6,
      say: ({ value }) => `shop-1 has done ${nameOf(String(field(value, 'operation')))}`,
    },
    {
      name: 'beaten',
      like: { kind: 'beaten' },
      weight: 4,
      say: () => 'It sends a heartbeat, as it should be: its payload is empty',
    },
    {
      name: 'spoilt',
      like: { kind: 'spoilt' },
      weight: 8,
      say: ({ value }) => {
        switch (field(value, 'how')) {
          case 'long':
            return 'It sends a header that claims two gibibytes: 80 00 00 00';
          case 'http':
            return 'It sends no frame at all, but “GET /admin HTTP/1.1”';
          case 'version':
            return 'It sends a header of version 9';
          default:
            return 'It sends half a frame, and closes';
        }
      },
    },
    {
      name: 'commanded',
      like: { kind: 'commanded' },
      weight: 9,
      say: () => 'os:cmd runs on shop-1',
    },
    {
      name: 'pulled all',
      like: { kind: 'pulledAll' },
      weight: 8,
      say: ({ value }) =>
        `The last part of the export has been pulled, of ${formatMeasure(Number(field(value, 'bytes')) / 1_000_000, '')} MB`,
    },
    {
      name: 'dialled',
      like: { kind: 'dialled' },
      weight: 2,
      say: () => 'web-1 dials the shop again',
    },
    {
      name: 'line ended',
      like: { kind: 'lineEnded' },
      weight: 7,
      say: ({ value }) => {
        const error = field(value, 'error');
        return typeof error === 'string'
          ? `The line ends, for its channel on shop-1 died of ${error}`
          : 'shop-1 ends the line';
      },
    },
  ],
  concerns: (what, operation) =>
    field(what, 'operation') === operation.id ||
    (field(what, 'kind') === 'lineEnded' &&
      // A crash is part of every story: whoever waits on that line may have nothing else to go by.
      (field(what, 'port') === field(operation.args, 'port') ||
        typeof field(what, 'error') === 'string')),
  fault,
  // A channel waits for its next heartbeat all the time.
  timeout: ({ node, process }) =>
    process === 'askFor' ? `The customer at ${node} waits no longer` : null,
};
