/**
 * A fault plan as a whole: numbered, checked for sense, printed, and made concrete.
 *
 * A rule that strikes by chance is only as small as its probability; shrinking needs "this message, of this order".
 * So after a run the plan is made concrete: each hit of a rule becomes a fault of its own that names its message.
 */
import { assert } from './assert.ts';
import type { Fault, FaultPlan, ProcessTarget, When } from './fault.ts';
import { formatMeasure, formatNumber } from './format.ts';
import { printMatch, type Match } from './match.ts';
import type { MessageIdentity, Struck } from './record.ts';
import type { Scenario } from './scenario.ts';

/** Gives each fault without an id its own, after its place in the plan. */
export function numbered(plan: FaultPlan): Fault[] {
  return plan.map((fault, index) =>
    fault.id === undefined ? withId(fault, `${fault.kind}#${index}`) : fault,
  );
}

/** The lab's name for the fault, else its kind: faults of one family share it. */
export function familyOf(fault: Fault): string {
  return fault.label ?? fault.kind;
}

/** What is wrong with a plan for these nodes: one sentence each, none if it makes sense. */
export function findProblems(scenario: Scenario): string[] {
  const nodes = new Set(scenario.nodes.map((node) => node.name));
  const problems: string[] = [];
  for (const fault of scenario.faults) {
    const say = (problem: string): void => {
      problems.push(`${familyOf(fault)}: ${problem}`);
    };
    for (const name of nodesNamed(fault)) if (!nodes.has(name)) say(`there is no node '${name}'`);
    if ('at' in fault && typeof fault.at === 'number' && !isInstant(fault.at, scenario.untilMs)) {
      say(`it strikes at ${formatMeasure(fault.at, 'ms')}, outside the run`);
    }
    if ('at' in fault && typeof fault.at !== 'number' && fault.at.nth < 1)
      say('messages count from 1');
    if ('at' in fault && typeof fault.at !== 'number' && fault.at.lost && fault.at.nth !== 1) {
      say('only the first message of a match can be lost with its trigger');
    }
    if ('probability' in fault && !(fault.probability >= 0 && fault.probability <= 1)) {
      say('its probability is not between 0 and 1');
    }
    if ('forMs' in fault && fault.forMs !== undefined && !(fault.forMs > 0))
      say('it lasts for no time');
    if (fault.kind === 'pause' && fault.forMs >= fault.everyMs)
      say('it pauses longer than its period');
    if (fault.kind === 'pause' && fault.everyMs < 1) say('its period is a millisecond at least');
    if (fault.kind === 'partition' && fault.sides.length < 2)
      say('a partition has two sides at least');
    if (fault.kind === 'slow' && !(fault.factor > 0)) say('a factor is more than 0');
  }
  return problems;
}

/** One line a fault: what a verdict and a bug report print. */
export function printFault(fault: Fault): string {
  const label = fault.label === undefined ? '' : `${fault.label}: `;
  return `${label}${describe(fault)}${window(fault)}`;
}

/**
 * The plan with each hit named: rules become one fault for each message they hit until `untilMs`, pauses one for
 * each time they stopped the node. Faults that never struck are left out.
 */
export function concrete(
  plan: readonly Fault[],
  struck: readonly Struck[],
  untilMs: number,
): Fault[] {
  const faults: Fault[] = [];
  for (const fault of plan) {
    const hits = struck.filter(
      (hit) => hit.fault.id === fault.id && hit.phase === 'begins' && hit.atMs <= untilMs,
    );
    faults.push(...named(fault, hits));
  }
  return faults;
}

/** Ids for the parts of a fault that are one by one in the plan of a smaller run. */
function named(fault: Fault, hits: readonly Struck[]): Fault[] {
  const id = fault.id ?? '';
  switch (fault.kind) {
    case 'drop':
    case 'delay':
    case 'duplicate':
    case 'hold':
    case 'wiretap':
    case 'reorder': {
      return hits.map((hit, index) => narrowed(fault, hit, `${id}.${index}`));
    }
    case 'pause': {
      const { node, forMs, label } = fault;
      return hits.map((hit, index) => ({
        kind: 'hang',
        id: `${id}.${index}`,
        node,
        at: hit.atMs,
        forMs,
        ...(label !== undefined && { label }),
      }));
    }
    case 'surge': {
      return fault.operations.map((operation, index) =>
        withId({ ...fault, operations: [operation] }, `${id}.${index}`),
      );
    }
    default: {
      const [first] = hits;
      if (first === undefined) return [];
      if (!('at' in fault) || typeof fault.at === 'number' || first.message === null)
        return [fault];
      return [
        { ...fault, at: { ...fault.at, match: narrow(fault.at.match, first.message), nth: 1 } },
      ];
    }
  }
}

type Rule = Extract<Fault, { readonly match: Match }>;

/** The rule for the one message it hit. What chance decided about the message is written down. */
function narrowed(rule: Rule, hit: Struck, id: string): Fault {
  assert(hit.message !== null, 'a message rule strikes messages');
  const { probability: _, times: __, fromMs: ___, untilMs: ____, ...rest } = rule;
  const match = narrow(rule.match, hit.message);
  if (rest.kind === 'reorder') {
    return {
      kind: 'delay',
      id,
      match,
      byMs: hit.byMs ?? 0,
      ...(rule.label !== undefined && { label: rule.label }),
    };
  }
  return { ...rest, id, match };
}

function narrow(match: Match, message: MessageIdentity): Match {
  const { body: _, carrier: __, ...rest } = match;
  return { ...rest, ...message };
}

function withId<F extends Fault>(fault: F, id: string): F {
  return { ...fault, id };
}

function isInstant(atMs: number, untilMs: number): boolean {
  return atMs >= 0 && atMs <= untilMs;
}

/** Names of nodes that the fault must find. Patterns with a star find what there is. */
function nodesNamed(fault: Fault): string[] {
  switch (fault.kind) {
    case 'crash':
    case 'restart':
    case 'hang': {
      return typeof fault.node === 'string' ? [fault.node] : [];
    }
    case 'kill': {
      return [fault.process.node];
    }
    case 'partition': {
      return fault.sides.flat();
    }
    case 'cut': {
      return [fault.from, fault.to];
    }
    case 'wiretap': {
      return [fault.listener.node];
    }
    case 'slow': {
      return [fault.dependency.node];
    }
    case 'signal': {
      return [fault.process.node];
    }
    case 'poison': {
      return [fault.operation.driver.node];
    }
    case 'surge': {
      return fault.operations.map((operation) => operation.driver.node);
    }
    case 'drop':
    case 'delay':
    case 'duplicate':
    case 'reorder':
    case 'hold': {
      return [];
    }
    default: {
      return [fault.node];
    }
  }
}

function describe(fault: Fault): string {
  switch (fault.kind) {
    case 'crash': {
      const back =
        fault.backAfterMs === undefined
          ? ''
          : `, back after ${formatMeasure(fault.backAfterMs, 'ms')}`;
      return `crash ${printNode(fault.node)} ${printWhen(fault.at)}${fault.silent === true ? ' without a reset' : ''}${back}`;
    }
    case 'restart': {
      return `restart ${printNode(fault.node)} ${printWhen(fault.at)}`;
    }
    case 'hang': {
      return `hang ${printNode(fault.node)} ${printWhen(fault.at)} for ${formatMeasure(fault.forMs, 'ms')}`;
    }
    case 'pause': {
      return `pause ${fault.node} for ${formatMeasure(fault.forMs, 'ms')} every ${formatMeasure(fault.everyMs, 'ms')}`;
    }
    case 'kill': {
      return `kill ${printProcess(fault.process)} ${printWhen(fault.at)}`;
    }
    case 'partition': {
      return `partition ${fault.sides.map((side) => `{${side.join(', ')}}`).join(' | ')} ${printWhen(fault.at)}${lasting(fault.forMs)}`;
    }
    case 'cut': {
      return `cut ${fault.from} → ${fault.to} ${printWhen(fault.at)}${lasting(fault.forMs)}`;
    }
    case 'clockJump': {
      return `move the clock of ${fault.node} by ${formatMeasure(fault.byMs, 'ms')} ${printWhen(fault.at)}`;
    }
    case 'signal': {
      return `tell ${fault.process.node} › ${fault.process.name} ${JSON.stringify(fault.message)} ${printWhen(fault.at)}`;
    }
    case 'poison': {
      return `poison request ${fault.operation.id} at ${formatMeasure(fault.operation.atMs, 'ms')}`;
    }
    case 'surge': {
      return `${formatNumber(fault.operations.length)} operations on top of the workload`;
    }
    default: {
      return describeRest(fault);
    }
  }
}

type Rest = Extract<
  Fault,
  {
    readonly kind:
      | 'drop'
      | 'delay'
      | 'duplicate'
      | 'reorder'
      | 'hold'
      | 'wiretap'
      | 'slow'
      | 'skew'
      | 'leak'
      | 'fillDisk';
  }
>;

function describeRest(fault: Rest): string {
  switch (fault.kind) {
    case 'drop': {
      return `drop ${printMatch(fault.match)}${odds(fault)}`;
    }
    case 'delay': {
      return `delay ${printMatch(fault.match)} by ${formatMeasure(fault.byMs, 'ms')}${odds(fault)}`;
    }
    case 'duplicate': {
      return `duplicate ${printMatch(fault.match)} within ${formatMeasure(fault.withinMs, 'ms')}${odds(fault)}`;
    }
    case 'reorder': {
      return `reorder ${printMatch(fault.match)} within ${formatMeasure(fault.withinMs, 'ms')}${odds(fault)}`;
    }
    case 'hold': {
      return `hold ${printMatch(fault.match)} until ${formatMeasure(fault.thenMs, 'ms')} after ${printMatch(fault.until)}${odds(fault)}`;
    }
    case 'wiretap': {
      return `show ${printMatch(fault.match)} to ${fault.listener.node} › ${fault.listener.name}${odds(fault)}`;
    }
    case 'slow': {
      return `slow ${fault.dependency.node} › ${fault.dependency.name} × ${formatNumber(fault.factor)}`;
    }
    case 'skew': {
      const drift =
        fault.driftPpm === undefined ? '' : `, drift ${formatNumber(fault.driftPpm)} ppm`;
      return `skew ${fault.node} by ${formatMeasure(fault.byMs, 'ms')}${drift}`;
    }
    case 'leak': {
      return `leak ${formatMeasure(fault.megabytesPerS, 'MB/s')} on ${fault.node}`;
    }
    case 'fillDisk': {
      return `fill the disk of ${fault.node} by ${formatNumber(fault.percentPerS)} %/s`;
    }
  }
}

function odds(fault: { readonly probability?: number; readonly times?: number }): string {
  const share =
    fault.probability === undefined ? '' : ` with ${formatMeasure(fault.probability, '%')}`;
  return fault.times === undefined ? share : `${share}, ${formatNumber(fault.times)} at most`;
}

function lasting(forMs: number | undefined): string {
  return forMs === undefined ? '' : ` for ${formatMeasure(forMs, 'ms')}`;
}

function window(fault: Fault): string {
  const from =
    'fromMs' in fault && fault.fromMs !== undefined
      ? ` from ${formatMeasure(fault.fromMs, 'ms')}`
      : '';
  return 'untilMs' in fault && fault.untilMs !== undefined
    ? `${from} until ${formatMeasure(fault.untilMs, 'ms')}`
    : from;
}

function printNode(node: string | { readonly end: string }): string {
  return typeof node === 'string' ? node : `its ${node.end}`;
}

function printProcess(target: ProcessTarget): string {
  if ('name' in target) return `${target.node} › ${target.name}`;
  return `${formatNumber(target.count)} ${target.leaves ? 'workers' : 'processes'} of ${target.node}`;
}

function printWhen(when: When): string {
  if (typeof when === 'number') return `at ${formatMeasure(when, 'ms')}`;
  const plus = when.plusMs === 0 ? '' : `${formatMeasure(when.plusMs, 'ms')} after `;
  const lost = when.lost ? ' (lost with it)' : '';
  return `${plus}when the ${when.nth === 1 ? 'first' : `${formatNumber(when.nth)}th`} of ${printMatch(when.match)} is ${when.on === 'sent' ? 'sent' : 'delivered'}${lost}`;
}
