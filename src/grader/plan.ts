/**
 * A fault plan as a whole: numbered, printed, and made concrete. What is wrong with one says plan-problems.ts.
 *
 * A rule that strikes by chance is only as small as its probability; shrinking needs "this message, of this order".
 * So after a run the plan is made concrete: each hit of a rule becomes a fault of its own that names its message.
 */
import { assert } from './assert.ts';
import type { Fault, FaultPlan, Impair, ProcessTarget, When } from './fault.ts';
import { formatMeasure, formatNumber } from './format.ts';
import { printMatch, type Match } from './match.ts';
import type { MessageIdentity, Struck } from './record.ts';

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
    case 'buggify': {
      const { probability: _, fromMs: __, untilMs: ___, ...rest } = fault;
      return hits.map((hit, index) => ({
        ...rest,
        id: `${id}.${index}`,
        probability: 1,
        tag: hit.message?.tag ?? '',
        ordinal: hit.message?.ordinal ?? 0,
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
    case 'ring': {
      const reach = fault.reach === undefined ? '' : ` by ${formatNumber(fault.reach)}`;
      return `leave each of ${fault.nodes.join(', ')} its neighbours${reach} ${printWhen(fault.at)}${lasting(fault.forMs)}`;
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
      | 'impair'
      | 'slow'
      | 'skew'
      | 'leak'
      | 'fillDisk'
      | 'loseWrites'
      | 'buggify';
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
    case 'impair': {
      return `impair ${fault.from} → ${fault.to}: ${printImpairment(fault)}`;
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
    case 'loseWrites': {
      return `let the disk of ${fault.node} lose what it calls durable`;
    }
    case 'buggify': {
      const passage = fault.ordinal === undefined ? '' : ` number ${formatNumber(fault.ordinal)}`;
      const tag = fault.tag === undefined ? '' : ` of ${fault.tag}`;
      return `let '${fault.site}' happen${passage}${tag}${odds(fault)}`;
    }
  }
}

/** What is wrong with a way: `+20 ms, 0.5 MB/s, 10 % lost`. */
export function printImpairment({ addMs, megabytesPerS, loss }: Impair): string {
  return [
    ...(addMs === undefined ? [] : [`+${formatMeasure(addMs, 'ms')}`]),
    ...(megabytesPerS === undefined ? [] : [formatMeasure(megabytesPerS, 'MB/s')]),
    ...(loss === undefined ? [] : [`${formatMeasure(loss, '%')} lost`]),
  ].join(', ');
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
