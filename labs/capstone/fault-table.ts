/**
 * The twelve faults of the campaign, in words: what each is called, which alarm tells of it, and which step of the course
 * limits what it can do. When and where each strikes is read from the fault plan, by its label.
 */
import type { Fault, RunRecord } from '#grader/index.ts';
import { at } from './clock.ts';
import type { CampaignFault } from './night-types.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  /** When it begins and ends by the brief; the plan's own instants count where it has some. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly alarms: CampaignFault['alarms'];
  readonly chapter: string;
}

const anywhere = (...alarms: string[]): CampaignFault['alarms'] =>
  alarms.map((alarm) => ({ alarm, entity: '*' }));

/** In the order of time. */
export const faultTable: readonly Row[] = [
  {
    id: 'F1',
    title: 'the crash of a shop',
    fromMs: at(2),
    untilMs: at(2, 30),
    alarms: anywhere('node_down'),
    chapter: 's5-retry',
  },
  {
    id: 'F2',
    title: 'the stuttering shop',
    fromMs: at(4),
    untilMs: at(5),
    alarms: anywhere('node_slow'),
    chapter: 's5-retry',
  },
  {
    id: 'F3',
    title: 'the lost replies',
    fromMs: at(5),
    untilMs: at(6),
    alarms: anywhere('replies_lost'),
    chapter: 's5-retry',
  },
  {
    id: 'F4',
    title: 'the cut between the zones',
    fromMs: at(7),
    untilMs: at(8, 30),
    alarms: anywhere('net_split'),
    chapter: 's6-share',
  },
  {
    id: 'F5',
    title: 'the slow PayHub',
    fromMs: at(10),
    untilMs: at(11),
    alarms: anywhere('pay_slow'),
    chapter: 's9-regulate',
  },
  {
    id: 'F6',
    title: 'the final',
    fromMs: at(13),
    untilMs: at(14),
    alarms: anywhere('vote_overload'),
    chapter: 's9-regulate',
  },
  {
    id: 'F7',
    title: 'the power loss of a tally',
    fromMs: at(13, 20),
    untilMs: at(13, 50),
    alarms: anywhere('node_down'),
    chapter: 's2-ring',
  },
  {
    id: 'F8',
    title: 'the hanging leader',
    fromMs: at(16),
    untilMs: at(16, 12),
    alarms: anywhere('node_down'),
    chapter: 's6-share',
  },
  {
    id: 'upgrade',
    title: 'the upgrade',
    fromMs: at(17),
    untilMs: at(19, 34),
    alarms: [],
    chapter: 's4-api',
  },
  {
    id: 'F9',
    title: 'the loss of zone 2',
    fromMs: at(20),
    untilMs: at(22),
    alarms: anywhere('zone_down'),
    chapter: 's8-blueprint',
  },
  {
    id: 'F10',
    title: 'the poisonous PDF',
    fromMs: at(23),
    untilMs: at(23, 40),
    alarms: anywhere('restarts'),
    chapter: 's1-nodes',
  },
  {
    id: 'F11',
    title: 'the filling disk',
    fromMs: at(24),
    untilMs: at(26),
    alarms: anywhere('disk'),
    chapter: 's10-oam',
  },
  {
    id: 'F12',
    title: 'the dead exporter',
    fromMs: at(25),
    untilMs: at(26),
    alarms: anywhere('no_data'),
    chapter: 's10-oam',
  },
];

/** The campaign of a run, with the instants and nodes of its plan. */
export function faultsOf({
  scenario,
  struck,
}: Pick<RunRecord, 'scenario' | 'struck'>): CampaignFault[] {
  return faultTable.map((row) => {
    const own = scenario.faults.filter(({ label }) => label === row.id);
    const { id, title, alarms, chapter } = row;
    // A fault that a message triggers has no instant of its own until it strikes.
    const isAimed = own.some((fault) => 'at' in fault && typeof fault.at !== 'number');
    const hits = struck.filter(({ fault, phase }) => fault.label === id && phase === 'begins');
    const hit = hits.find(({ message }) => message !== null);
    const spans = own
      .filter((fault) => !isAimed || fault.kind !== 'signal')
      .map((fault) => spanOf(fault, hit?.atMs ?? row.fromMs, row));
    const fromMs = Math.min(...(spans.length === 0 ? [row.fromMs] : spans.map(([from]) => from)));
    const untilMs = Math.max(
      ...(spans.length === 0 ? [row.untilMs] : spans.map(([, until]) => until)),
    );
    const named = own.flatMap((fault) => nodesOf(fault));
    const nodes = [...new Set([...named, ...hits.flatMap((one) => one.nodes)])];
    return { id, title, fromMs, untilMs, nodes, alarms, chapter };
  });
}

function spanOf(
  fault: Fault,
  struckMs: number,
  { untilMs }: Row,
): readonly [fromMs: number, untilMs: number] {
  const from = 'at' in fault ? fault.at : 'fromMs' in fault ? fault.fromMs : undefined;
  const fromMs = typeof from === 'number' ? from : struckMs;
  if ('backAfterMs' in fault && fault.backAfterMs !== undefined)
    return [fromMs, fromMs + fault.backAfterMs];
  if ('at' in fault && 'forMs' in fault && fault.forMs !== undefined)
    return [fromMs, fromMs + fault.forMs];
  if ('untilMs' in fault && fault.untilMs !== undefined) return [fromMs, fault.untilMs];
  return [fromMs, Math.max(untilMs, fromMs)];
}

function nodesOf(fault: Fault): string[] {
  if ('node' in fault && typeof fault.node === 'string') return [fault.node];
  if ('sides' in fault) return fault.sides.flat();
  if ('process' in fault) return [fault.process.node];
  return 'dependency' in fault ? [fault.dependency.node] : [];
}
