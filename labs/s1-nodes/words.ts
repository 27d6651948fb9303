/** The lab in words: how operations, messages, effects and faults are told. */
import {
  field,
  formatMeasure,
  formatNumber,
  type CallRecord,
  type MessagePhrase,
  type Operation,
  type Struck,
  type Telling,
} from '#grader/index.ts';
import { nameOf } from './news.ts';

function ask(operation: Operation): string {
  const name = nameOf(operation.id);
  switch (operation.fn) {
    case 'visit': {
      const books = field(operation.args, 'books');
      const count = Array.isArray(books) ? books.length : 0;
      return `${capitalised(name)} puts ${count} books into a cart, thinks for two seconds, and checks out`;
    }
    case 'search':
      return `Somebody searches for “${textOf(operation, 'words')}”`;
    case 'print':
      return `${capitalised(name)} goes to a machine that runs pdf`;
    case 'printFour':
      return 'Four invoices for “Finnegans Wake” go to the machines that run pdf: native code for 30 s each';
    default:
      return `${capitalised(name)} goes to a machine that runs thumb`;
  }
}

function answer({ operation, answer: told, startedMs, endedMs }: CallRecord): string {
  const isOk = field(told, 'ok') === true;
  const why = textField(told, 'why');
  switch (operation.fn) {
    case 'visit':
      return isOk
        ? `${capitalised(nameOf(operation.id))} has bought the books`
        : `${capitalised(nameOf(operation.id))} is told: ${why}`;
    case 'search':
      return isOk ? 'The titles are found' : 'The search is not answered';
    default: {
      const machine = textField(told, 'machine');
      if (!isOk)
        return `${capitalised(nameOf(operation.id))} is lost with ${machine}, where it was under way`;
      return `${machine} is done with it after ${formatMeasure((endedMs ?? startedMs) - startedMs, 'ms')}`;
    }
  }
}

const messages: readonly MessagePhrase[] = [
  {
    name: 'report',
    match: { carrier: 'call', body: { fn: 'paid' } },
    weight: 7,
    noun: ({ from, to }) => `the report of ${from} to ${to}`,
    say: ({ from, to }) => `${to} is asked by ${from} to note that the order is paid`,
  },
  {
    name: 'charge',
    match: { carrier: 'call', body: { fn: 'charge' } },
    weight: 6,
    noun: ({ from, to }) => `the charge of ${from} to ${to}`,
    say: ({ from, to }) => `${to} is asked by ${from} to charge the card`,
  },
  {
    name: 'runaway invoice',
    match: { carrier: 'call', body: { fn: 'print', title: 'Finnegans Wake' } },
    weight: 7.5,
    noun: ({ to }) => `the invoice for ${to}`,
    say: ({ to }) =>
      `${to} begins to print “Finnegans Wake”: a core less for everything else there`,
  },
  {
    name: 'checkout',
    match: { from: 'town', carrier: 'call', body: { fn: 'checkout' } },
    weight: 6,
    noun: ({ to }) => `the request to ${to}`,
    say: ({ to }) => `${to} gets the request to check out`,
  },
  {
    name: 'checkout passed on',
    match: { carrier: 'call', body: { fn: 'checkout' } },
    weight: 5,
    noun: ({ from, to }) => `the request of ${from} to ${to}`,
    say: ({ from, to }) => `${to} is asked by ${from} to check out`,
  },
];

const effects: Telling['effects'] = [
  {
    name: 'added',
    like: { kind: 'added', ok: true },
    weight: 7,
    say: ({ value }) =>
      `${textField(value, 'web')} answers: ${String(field(value, 'count'))} books are in the cart`,
  },
  {
    name: 'not added',
    like: { kind: 'added' },
    weight: 7,
    say: ({ value }) => `${textField(value, 'web')} does not say that the books are in the cart`,
  },
  {
    name: 'dropped',
    like: { kind: 'dropped' },
    weight: 9,
    say: ({ value }) => {
      const where = textField(value, 'where');
      const count = formatNumber(numberField(value, 'count'));
      return where === 'everywhere'
        ? `All ${count} chat connections drop; the phones dial again, 5 ms of CPU time each`
        : `${count} chat connections were on ${where}, and drop; they dial again in a second`;
    },
  },
  {
    name: 'handshakes',
    like: { kind: 'handshakes' },
    weight: 7.5,
    say: ({ node, value }) =>
      `${String(field(value, 'count'))} handshakes at once share the cores of ${node} with all that runs there`,
  },
  {
    name: 'reporting',
    like: { kind: 'reporting' },
    weight: 9,
    say: ({ node }) =>
      `${node} has charged the card and reports it before it answers, as it was asked to`,
  },
];

function textOf({ args }: Operation, name: string): string {
  return textField(args, name);
}
function textField(value: unknown, name: string): string {
  const text = field(value, name);
  return typeof text === 'string' ? text : '';
}
function numberField(value: unknown, name: string): number {
  const number = field(value, name);
  return typeof number === 'number' ? number : 0;
}
function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fault({ fault: planned, nodes, phase }: Struck): string | undefined {
  const [node = ''] = nodes;
  if (planned.kind === 'signal') return 'The mobile network hiccups';
  if (planned.kind !== 'crash') return undefined;
  if (phase === 'ends') return `${node} is up again, with empty memory`;
  switch (planned.label) {
    case 'F3':
      return `The picture crashes the library, and the library ${node} with all that runs there`;
    case 'F5':
      return `${node} is restarted for a new version of recommend`;
    default:
      return `${node} crashes`;
  }
}

export const words: Telling = {
  name: (operation) => nameOf(operation.id),
  ask,
  answer,
  messages,
  effects,
  fault,
  // Every plan has names of its own: a machine is a machine.
  role: () => 'machine',
};
