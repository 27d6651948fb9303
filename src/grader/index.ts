/**
 * What a lab's grader is written with.
 *
 * A lab is a table of invariants and a run sheet. For each seed the worlds of the sheet run in order; a world turns
 * the seed into a scenario (nodes, boot, workload, fault plan), the scenario runs on the runtime, and the checks of
 * the world read its record. The first violation becomes the verdict: it is shrunk to the fewest operations and
 * faults that still break the same code, replayed, and told in the lab's words.
 *
 *   seed ──scenario──▶ run ──record──▶ checks ──breach──▶ shrink ──▶ replay ──▶ story
 *
 * A grader contains no async function: processes of a world live in `labs/<id>/world/*.ts` and report what happens
 * by `observe(value)` of 'nines/world'. Two kinds of value have a meaning here:
 *
 *   observe({ kind: 'answered', operation: id, answer })   the operation with this id is over
 *   observe({ kind: 'charged', … })                        an effect: `record.seen('charged')` finds it
 *
 * A driver is the world process that carries out operations. It receives `{ kind: 'operation', id, fn, args }` in the
 * operation's own conversation (its tag is the id), and everything that follows from it inherits that tag.
 *
 * @example
 * const home = [...family('web', 1), ...family('shop', 2), { name: 'pay' }];
 *
 * const lossy = world({
 *   id: 'lossy',
 *   scenario: (draw) => ({
 *     nodes: home,
 *     boot: [
 *       { node: 'pay', file: 'payhub.ts', body: 'payhub', as: 'payhub' },
 *       { node: 'shop-1', file: 'server.ts', body: 'orderServer', as: 'orders', arg: { payhub: pidOf('payhub') } },
 *       { node: 'shop-2', file: 'server.ts', body: 'orderServer', as: 'orders', arg: { payhub: pidOf('payhub') } },
 *       { node: 'web-1', file: 'web.ts', body: 'web', as: 'web' },
 *     ],
 *     workload: scattered({ count: 50, fromMs: 0, untilMs: 10_000 }, draw.of('orders'), (index) => ({
 *       id: `order-${index + 1}`, fn: 'placeOrder', args: { amount: 1000 + index },
 *       driver: { node: 'web-1', name: 'web' },
 *     })),
 *     faults: [drop({ label: 'F1', match: { from: 'shop-*', to: 'web-*' }, probability: 0.05 })],
 *     untilMs: 20_000,
 *   }),
 *   checks: [
 *     countAtMost({
 *       code: 'E-1', what: 'charges', max: 1,
 *       keys: (record) => record.asked('placeOrder').map((call) => call.operation.id),
 *       of: (record) => record.seen<{ order: string }>('charged').map(({ order, atMs, tag }) => ({ key: order, atMs, tag })),
 *     }),
 *   ],
 * });
 *
 * export const grader = defineLab({
 *   id: 's5-retry',
 *   seeds: { run: [1, 2, 3], grade: seeds(101, 125) },
 *   needs: { 'client.ts': ['placeOrder'], 'server.ts': ['orderServer'] },
 *   invariants: [
 *     invariant({ code: 'E-1', sentence: 'An order is charged at most once', bound: '≤ 1', title: 'Two charges for one order', hint: 2 }),
 *   ],
 *   sheet: [lossy],
 *   tell: {
 *     name: (operation) => operation.id.replace('-', ' '),
 *     ask: (operation) => `A customer places ${operation.id.replace('-', ' ')}`,
 *     answer: (call) => call.answer === undefined ? 'The customer hears nothing' : `The customer is told ${JSON.stringify(call.answer)}`,
 *     messages: [
 *       {
 *         name: 'order request', match: { to: 'shop-*', carrier: 'call' }, weight: 5,
 *         noun: (message) => `the request of ${message.from} to ${message.to}`,
 *         say: (message) => `${message.from} asks ${message.to} to place the order`,
 *       },
 *     ],
 *     effects: [{ name: 'charge', like: { kind: 'charged' }, weight: 10, say: () => 'PayHub charges the card' }],
 *   },
 * });
 */
export { cutOf, defineLab, examination, seeds, world } from './lab.ts';
export type {
  Examination,
  Finding,
  FindingEvent,
  FoundRun,
  LabGrader,
  LabOptions,
  Mode,
  Probe,
  RunTable,
  SeedChoice,
  SheetItem,
  TrialRun,
  World,
} from './lab.ts';
export { LearnerFailed, Suspension } from './learner.ts';
export type { ShownCell, ShownTable } from './verdict.ts';
export { family, pidOf } from './scenario.ts';
export type {
  Boot,
  BootArg,
  Latency,
  NetworkSpec,
  NodeSpec,
  PidOf,
  RunLimits,
  Scenario,
} from './scenario.ts';
export { operationsAt, poisson, regular, scattered } from './workload.ts';
export type { Operation, OperationMaker } from './workload.ts';
export { Draw } from './draw.ts';
export {
  buggify,
  clockJump,
  crash,
  cut,
  delay,
  drop,
  duplicate,
  fillDisk,
  impair,
  ring,
  hang,
  hold,
  kill,
  leak,
  loseWrites,
  onMessage,
  partition,
  pause,
  poison,
  reorder,
  restart,
  signal,
  skew,
  slow,
  surge,
  wiretap,
} from './fault.ts';
export type {
  Fault,
  FaultKind,
  FaultPlan,
  MessageTrigger,
  NodeTarget,
  ProcessTarget,
  ServerName,
  When,
} from './fault.ts';
export { anything, canonical, field, fits, isFields, isSame, oneOf } from './data.ts';
export type { Data, DataPattern } from './data.ts';
export type { Carrier, Match, MessageView } from './match.ts';
export { check, invariant } from './invariant.ts';
export { always, atLeast, atMost, eventually } from './checks.ts';
export type { Due, Instance, Measured } from './checks.ts';
export { conserved, neverAfter } from './conserved.ts';
export type {
  Blame,
  Check,
  CheckOptions,
  Found,
  Invariant,
  Judgement,
  ShrinkScope,
} from './invariant.ts';
export { countAtMost, exactlyOnce } from './count.ts';
export type { Counted, Happening } from './count.ts';
export { amplification, goodput, isInside, percentile, ratio, share, shareAtMost } from './slo.ts';
export type { Outcome, RatioReading, TimeWindow } from './slo.ts';
export { availability, availableFor, nines, recovered } from './availability.ts';
export type { Availability } from './availability.ts';
export { Histogram } from './histogram.ts';
export { formatMeasure, formatNumber } from './format.ts';
export type { Unit } from './format.ts';
export { RunRecord } from './record.ts';
export type {
  CallRecord,
  Observation,
  ProcessCrash,
  Reading,
  Seen,
  Struck,
  WireMessage,
} from './record.ts';
export type { Learner, LearnerOutcome } from './learner.ts';
export { checkHistory, checkPartitioned, linearizable } from './linearizability.ts';
export type { HistoryCall, HistoryEnd, SequentialModel } from './history-search.ts';
export { checkSequential, sequential } from './sequential.ts';
export type { SessionCall } from './sequential.ts';
export { causal, checkCausal } from './causal.ts';
export type { Access, AccessCall, Causality } from './causal.ts';
export type {
  Asker,
  EffectPhrase,
  Fate,
  MessagePhrase,
  Telling,
  ToldMessage,
  ToldTimeout,
} from './tell.ts';
