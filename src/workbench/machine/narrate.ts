/** A run in words: one sentence for each event, and its parts for a table. */
import { traceEventKinds, type RunTrace } from '#grader/walk.ts';
import { printDuration, printInstant } from '#workbench/print.ts';
import { styleOf } from './message-style.ts';

export interface EventRow {
  readonly event: number;
  readonly atMs: number;
  readonly time: string;
  readonly from: string;
  /** Empty for what happens in one place. */
  readonly to: string;
  readonly what: string;
  /** What a message says, as data; empty where its words say it already. */
  readonly payload: string;
  readonly sentence: string;
}

/** `orders on shop-1`; the process alone where its node says no more. */
export function processName({ processes, nodes }: RunTrace, process: number): string {
  const found = processes[process];
  if (found === undefined) return 'the outside';
  const node = nodes[found.node]?.name ?? '?';
  const isAlone = nodes.length === 1 || found.label === node;
  return isAlone ? found.label : `${found.label} on ${node}`;
}

function receiverName(trace: RunTrace, message: number): string {
  const to = trace.messages.to[message] ?? -1;
  if (to >= 0) return processName(trace, to);
  return trace.nodes[trace.messages.toNode[message] ?? -1]?.name ?? 'nobody';
}

/** A message as its words in the diagram: the lab's phrase, or how it is carried. */
function messageWords({ texts, messages }: RunTrace, message: number): string {
  return texts[messages.phrase[message] ?? -1] ?? 'a message';
}

function payloadOf(trace: RunTrace, message: number): string {
  const said = trace.texts[trace.messages.text[message] ?? -1] ?? '';
  return said === messageWords(trace, message) ? '' : said;
}

interface Said {
  readonly from: string;
  readonly to: string;
  readonly what: string;
  readonly words: string;
}

function sayMessage(trace: RunTrace, kind: string, message: number): Said {
  const from = processName(trace, trace.messages.from[message] ?? -1);
  const to = receiverName(trace, message);
  const what = `“${messageWords(trace, message)}”`;
  const flightMs =
    (trace.events.atMs[trace.messages.ended[message] ?? -1] ?? 0) -
    (trace.events.atMs[trace.messages.sent[message] ?? -1] ?? 0);
  const late = styleOf(trace, message) === 'unheard' ? ', but nobody waits for it any more' : '';
  const isCopy = styleOf(trace, message) === 'copy' ? ', a copy made by the network,' : '';
  switch (kind) {
    case 'sent':
      return { from, to, what, words: `${from} sends ${what} to ${to}.` };
    case 'delivered':
      return {
        from,
        to,
        what,
        words: `${what}${isCopy} from ${from} arrives at ${to} after ${printDuration(flightMs)}${late}.`,
      };
    case 'dropped':
      return { from, to, what, words: `${what} from ${from} to ${to} is lost.` };
    case 'delayed':
      return { from, to, what, words: `${what} from ${from} to ${to} is held up on its way.` };
    default:
      return { from, to, what, words: `${what} from ${from} to ${to} is doubled on its way.` };
  }
}

function sayOther(trace: RunTrace, event: number): Said {
  const { events, nodes, texts } = trace;
  const kind = traceEventKinds[events.kind[event] ?? 0];
  const process = events.process[event] ?? -1;
  const node = nodes[events.node[event] ?? -1]?.name ?? 'the network';
  const from = process < 0 ? node : processName(trace, process);
  const text = texts[events.text[event] ?? -1] ?? '';
  const said = (what: string, words: string): Said => ({ from, to: '', what, words });
  switch (kind) {
    case 'spawned':
      return said('begins', `${from} begins.`);
    case 'exited':
      return said(`ends: ${text}`, text === '' ? `${from} ends.` : `${from} ends: ${text}.`);
    case 'timedOut':
      return said('gives up waiting', `${from} gives up waiting.`);
    case 'nodeChanged':
      return said(text, `Node ${node}: ${text}.`);
    case 'connection':
      return said(text, `Connection of ${node}: ${text}.`);
    case 'observed':
      return said(text, `${from} puts on record: ${text}.`);
    case 'forked':
      return said(`what if: ${text}`, `Here the run is changed: ${text}.`);
    default:
      return said(text, `${from}: ${text}.`);
  }
}

/** An event as a row of the table, with its sentence. */
export function describeEvent(trace: RunTrace, event: number): EventRow {
  const { events } = trace;
  const message = events.message[event] ?? -1;
  const kind = traceEventKinds[events.kind[event] ?? 0] ?? 'observed';
  const { from, to, what, words } =
    message >= 0 ? sayMessage(trace, kind, message) : sayOther(trace, event);
  const atMs = events.atMs[event] ?? 0;
  const payload = message < 0 ? '' : payloadOf(trace, message);
  return { event, atMs, time: printInstant(atMs), from, to, what, payload, sentence: words };
}

/** The run in one sentence, as the accessible name of its picture. */
export function describeRun(trace: RunTrace): string {
  const { events, messages, nodes, processes, spans, breaches } = trace;
  const lasts = printDuration(events.atMs.at(-1) ?? 0);
  const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;
  const broken = breaches.map(({ code, atMs }) => ` ${code} breaks at ${printInstant(atMs)}.`);
  return (
    `Space-time diagram of ${lasts}: ${count(nodes.length, 'node')}, ` +
    `${count(processes.length, 'process').replace('processs', 'processes')}, ` +
    `${count(messages.length, 'message')}, ${count(spans.length, 'fault')}.${broken.join('')}`
  );
}
