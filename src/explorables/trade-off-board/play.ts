/** Plays the campaign on a ledger: real processes on the runtime, one system for each seed. */
import type { Observation } from '#runtime/events.ts';
import type { HostBody } from '#runtime/host.ts';
import { System } from '#runtime/system.ts';
import type { Answer, Book } from './book.ts';
import { campaign, operations, sides, type Operation } from './campaign.ts';
import { client, type Observed } from './client.ts';
import { decider } from './decide.ts';
import { functions, type Fn, type Ledger } from './ledger.ts';
import { shops } from './route.ts';
import { store, type Report } from './store.ts';

/** When the copies are put on record: before the crash, right after it, and when all is over. */
const looks = {
  before: campaign.crashMs - 100,
  after: campaign.crashMs + 100,
  end: campaign.endMs,
} as const;
export type Look = keyof typeof looks;

/** What came of one operation. */
export interface Outcome extends Operation {
  readonly answer: Answer | null;
  /** When the answer came; Infinity if none did. */
  readonly answeredMs: number;
  /** How often a shop acted on it. */
  readonly acted: number;
}

/** A run, as far as one function goes. */
export interface Played {
  readonly fn: Fn;
  readonly outcomes: readonly Outcome[];
  readonly reports: readonly Report[];
  /** Messages between nodes. */
  readonly messages: number;
}

/** Which faults the campaign brings. */
export interface Faults {
  readonly loss: boolean;
  readonly cut: boolean;
  readonly crash: boolean;
}
export const everyFault: Faults = { loss: true, cut: true, crash: true };

/** What is played; everything, if nothing is said. */
interface Choice {
  readonly faults?: Faults;
  readonly fns?: readonly Fn[];
  readonly subject?: string;
}

/** Plays one run. */
export function play(ledger: Ledger, seed: number, choice: Choice = {}): readonly Played[] {
  const { faults = everyFault, fns = functions, subject } = choice;
  const all = operations(seed).filter(
    ({ request }) => fns.includes(request.fn) && (subject ?? request.subject) === request.subject,
  );
  const system = new System({
    seed,
    nodes: sides.flat().map((name) => ({ name })),
    network: { latencyMs: campaign.betweenCentresMs, jitterMs: 1, paths: withinCentre },
    trace: false,
  });
  const messages = new Map<string, number>();
  system.observer = (event) => {
    if (event.kind !== 'sent' || event.message.fromNode === event.message.toNode) return;
    const fn = event.message.tag.split('-', 1)[0] ?? '';
    messages.set(fn, (messages.get(fn) ?? 0) + 1);
  };
  arrange(system, ledger, { all, fns, faults });
  const result = system.run({ untilMs: campaign.endMs + 1 });
  if (result.kind === 'stopped') throw new Error(result.stop.message);
  const observed = sortOut(system.observations);
  system.close();
  return fns.map((fn) => ({
    fn,
    outcomes: all
      .filter(({ request }) => request.fn === fn)
      .map((operation) => outcomeOf(operation, observed)),
    reports: observed.reports.filter((report) => report.fn === fn),
    messages: messages.get(fn) ?? 0,
  }));
}

const withinCentre = [1, 2].map((centre) => ({
  between: [`web-${centre}`, `shop-${centre}`] as const,
  latencyMs: campaign.withinCentreMs,
  jitterMs: 0.2,
}));

/** The processes; a walk starts them by their names, which it shows. */
export const bodies = { client, decider, store } as const;

interface Arrangement {
  readonly all: readonly Operation[];
  readonly fns: readonly Fn[];
  readonly start?: Readonly<Record<keyof typeof bodies, HostBody>>;
  readonly faults?: Faults;
}

/** Puts shops, customers and faults in place, and has the copies put on record. */
export function arrange(
  system: System,
  ledger: Ledger,
  { all, fns, faults = everyFault, start = bodies }: Arrangement,
): void {
  for (const fn of fns) {
    const arg = { fn, decision: ledger[fn] };
    for (const shop of shops) {
      system.spawnOn(shop, start.store, arg, { name: fn });
      // It idles where nobody votes. So one decision more or less moves no chance of any other process.
      system.spawnOn(shop, start.decider, arg, { name: `${fn}.decide` });
    }
  }
  for (const { atMs, web, request } of all) {
    const arg = { request, decision: ledger[request.fn] };
    system.at(atMs, () => system.spawnOn(web, start.client, arg, { tag: request.id }));
  }
  inflict(system, faults);
  for (const [label, atMs] of Object.entries(looks)) {
    system.at(atMs, () => {
      for (const node of shops) {
        if (!system.node(node).up) continue;
        for (const name of fns) system.send({ name, node }, { kind: 'report', label });
      }
    });
  }
}

function inflict(system: System, { loss, cut, crash }: Faults): void {
  const probability = campaign.loss;
  const lose = { action: { kind: 'drop' }, probability } as const;
  if (loss) {
    system.addRule({ id: 'ask', match: { from: 'web-*', to: 'shop-*', carries: 'call' }, ...lose });
    system.addRule({
      id: 'tell',
      match: { from: 'shop-*', to: 'web-*', carries: 'reply' },
      ...lose,
    });
  }
  if (cut) {
    system.at(campaign.cutFromMs, () => system.partition(...sides));
    system.at(campaign.cutUntilMs, () => system.heal());
  }
  if (crash) system.at(campaign.crashMs, () => system.crash('shop-2'));
}

interface SortedOut {
  readonly answers: ReadonlyMap<string, { readonly answer: Answer; readonly atMs: number }>;
  readonly acted: ReadonlyMap<string, number>;
  readonly reports: readonly Report[];
}

function sortOut(observations: readonly Observation[]): SortedOut {
  const answers = new Map<string, { readonly answer: Answer; readonly atMs: number }>();
  const acted = new Map<string, number>();
  const reports: Report[] = [];
  for (const { value, atMs } of observations) {
    // Only our own processes observe.
    const observed = value as Observed | Report;
    if (observed.kind === 'report') reports.push(observed);
    else if (observed.kind === 'answered') answers.set(observed.id, { ...observed, atMs });
    else acted.set(observed.id, (acted.get(observed.id) ?? 0) + 1);
  }
  return { answers, acted, reports };
}

function outcomeOf(operation: Operation, { answers, acted }: SortedOut): Outcome {
  const { id } = operation.request;
  const answered = answers.get(id);
  return {
    ...operation,
    answer: answered?.answer ?? null,
    answeredMs: answered?.atMs ?? Infinity,
    acted: acted.get(id) ?? 0,
  };
}

/** What a look saw of one subject: the copies' books, and for a majority the newest accepted one alone. */
export function booksOf({ reports }: Played, label: Look, subject: string): readonly Book[] {
  const found = reports.filter((report) => report.label === label && subject in report.books);
  const newest = Math.max(...found.map(({ accepted }) => accepted[subject] ?? 0));
  return found
    .filter(({ accepted }) => (accepted[subject] ?? 0) === newest)
    .flatMap(({ books }) => books[subject] ?? []);
}
