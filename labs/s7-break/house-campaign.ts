/**
 * The house's campaign against a table of decisions: 300 runs in two data centres. Runs take turns: in one the data
 * centres are split and nothing else happens, in one a single shop dies, in one messages are lost for a while, and in
 * one everything may happen at once.
 */
import { Draw } from '#grader/index.ts';
import type { FullHistory } from './history.ts';
import { endOf, type AnyFault } from './inflict.ts';
import { dataCentres } from './house-decisions.ts';
import { houseFaults } from './house-faults.ts';
import { houseOps } from './house-ops.ts';
import { eventuallyOf, safetyOf } from './house-judge.ts';
import { ledger } from './ledger.ts';
import type { Setup } from './world/setup.ts';
import type { Answer, Fault, Op, Violation } from './world/types.ts';

export const houseSeeds = Array.from({ length: 300 }, (_, index) => 101 + index);

/** Messages of all these runs with the decisions of before: what the budget is reckoned from. Counted, not set. */
export const messagesBefore = 52_416;

/** What a run of the house was like. */
export interface HouseRun {
  readonly seed: number;
  readonly kind: 'split' | 'crash' | 'loss' | 'all';
  readonly ops: readonly Op[];
  readonly faults: readonly AnyFault[];
}

/** The front end that a customer uses: the two carts are filled in different data centres. */
export function frontOf(op: Op, index: number): 'web-1' | 'web-2' {
  if (op.fn === 'cart.add' || op.fn === 'cart.remove') {
    return op.args.cart === 'Ines' ? 'web-1' : 'web-2';
  }
  return index % 2 === 0 ? 'web-1' : 'web-2';
}

export function houseRun(seed: number): HouseRun {
  const draw = new Draw(`s7-break/house/${seed}`);
  const kind = (['split', 'crash', 'loss', 'all'] as const)[seed % 4] ?? 'all';
  return { seed, kind, ops: houseOps(seed), faults: faultsOf(kind, seed, draw) };
}

function faultsOf(kind: HouseRun['kind'], seed: number, draw: Draw): AnyFault[] {
  switch (kind) {
    case 'split':
      return [split(draw, 2_000)];
    case 'crash': {
      const node = draw.pick(['shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5']);
      return [{ kind, at: draw.integer(2_000, 9_000), for: draw.integer(3_000, 8_000), node }];
    }
    case 'loss':
      return (['request', 'reply'] as const).map((way) => ({
        kind: 'drop',
        at: draw.integer(1_000, 15_000),
        for: draw.integer(1_500, 2_500),
        way,
      }));
    case 'all':
      return [
        ...houseFaults({ seed, size: 3 }).map((fault) => moved(fault, draw)),
        ...(draw.chance(0.5) ? [split(draw, 0)] : []),
      ];
  }
}

function split(draw: Draw, fromMs: number): AnyFault {
  const lasts = draw.integer(9_000, 15_000);
  return {
    kind: 'partition',
    at: draw.integer(fromMs, 20_000 - lasts),
    for: lasts,
    groups: dataCentres,
  };
}

/** The house's faults know one front end and three shops: here they strike any of two and of five. */
function moved(fault: Fault, draw: Draw): AnyFault {
  const text = JSON.stringify(fault);
  const shops = draw.shuffle(['shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5']);
  const web = draw.pick(['web-1', 'web-2']);
  const named = text
    .replaceAll('"web"', `"${web}"`)
    .replaceAll(/"shop-(\d)"/g, (_, number: string) => `"${shops[Number(number)] ?? ''}"`);
  // Nothing but names was changed.
  return JSON.parse(named) as AnyFault;
}

/** What is measured in one run, to be put together over all of them. */
export interface HouseMeasures {
  readonly violations: readonly Violation[];
  /** Orders that were placed before anything was at fault: how long their customers waited, in ms. */
  readonly orderMs: readonly number[];
  /** Changes of carts that were asked for while nothing but the data centres' connection was at fault. */
  readonly cartsAsked: number;
  /** Those of them that were done within a second. */
  readonly cartsDone: number;
}

const promptMs = 1_000;

export function measure(run: HouseRun, setup: Setup, history: FullHistory): HouseMeasures {
  const answers = new Map(history.answers.map((answer) => [answer.op, answer]));
  const firstMs = Math.min(...run.faults.map(({ at }) => at));
  const waits = run.ops.flatMap(({ id, fn, at }) => {
    const answer = answers.get(id);
    const isCalm = fn === 'order.place' && answer !== undefined && answer.at < firstMs;
    return isCalm ? [answer.at - at] : [];
  });
  const carts = run.kind === 'split' ? run.ops.filter((op) => isCartIn(op, run.faults)) : [];
  const done = carts.filter(({ id, at }) => {
    const answer = answers.get(id);
    return answer?.result === 'ok' && answer.at - at <= promptMs;
  });
  return {
    violations: [
      ...safetyOf(history, ledger),
      ...eventuallyOf(history, ledger, { carts: setup.carts.members, votes: setup.votes.members }),
      ...unaudited(history),
      ...refusedAlone(run, answers),
      ...givenUp(run, answers),
    ],
    orderMs: waits,
    cartsAsked: carts.length,
    cartsDone: done.length,
  };
}

function isCartIn(op: Op, [fault]: readonly AnyFault[]): boolean {
  if (op.fn !== 'cart.add' && op.fn !== 'cart.remove') return false;
  return fault !== undefined && op.at > fault.at && op.at < endOf(fault) - promptMs;
}

/** Votes are to be auditable: who was billed is in the audit book, once. */
function unaudited({ bills, audits, endMs: at }: FullHistory): Violation[] {
  return bills.flatMap(({ op }): Violation[] => {
    const lines = audits.filter((line) => line.fn === 'vote.send' && line.op === op);
    if (lines.length === 1) return [];
    return [
      { code: 'not-audited', at, op, text: `${op} is in the audit book ${lines.length} times` },
    ];
  });
}

/** One shop that is known to be dead is no reason to refuse an order. */
function refusedAlone({ kind, ops, faults }: HouseRun, answers: Map<string, Answer>): Violation[] {
  const [crash] = faults;
  if (kind !== 'crash' || crash === undefined) return [];
  return ops.flatMap(({ id, fn, at }): Violation[] => {
    const isStruck = at > crash.at + 500 && at < endOf(crash) - 500;
    const result = answers.get(id)?.result;
    const isServed = result === 'ok' || result === 'sold_out';
    if (fn !== 'order.place' || !isStruck || isServed) return [];
    return [{ code: 'refused-alone', at, op: id, text: `${id} failed because one shop was dead` }];
  });
}

/** A message that is lost is no reason to give up: two seconds later it can be sent again. */
function givenUp({ kind, ops }: HouseRun, answers: Map<string, Answer>): Violation[] {
  if (kind !== 'loss') return [];
  return ops.flatMap(({ id, at }): Violation[] => {
    if (answers.get(id)?.result !== 'unknown') return [];
    return [
      { code: 'given-up', at, op: id, text: `${id} was given up because messages were lost` },
    ];
  });
}

/** The four values of part B. */
export interface HouseFigures {
  readonly violations: readonly Violation[];
  /** Messages of all runs; with the decisions of before there were so many times as many. */
  readonly messages: number;
  readonly cartShare: number;
  readonly orderP99Ms: number;
}

export function figuresOf(runs: readonly HouseMeasures[], messages: number): HouseFigures {
  const waits = runs.flatMap(({ orderMs }) => orderMs).sort((a, b) => a - b);
  const asked = runs.reduce((sum, { cartsAsked }) => sum + cartsAsked, 0);
  const done = runs.reduce((sum, { cartsDone }) => sum + cartsDone, 0);
  return {
    violations: runs.flatMap(({ violations }) => violations),
    messages,
    cartShare: asked === 0 ? 1 : done / asked,
    orderP99Ms: waits[Math.min(waits.length - 1, Math.ceil(waits.length * 0.99) - 1)] ?? 0,
  };
}
