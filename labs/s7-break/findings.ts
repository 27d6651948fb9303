/** From what came of a campaign to the findings of the codes, each with its story. */
import type { Finding, FindingEvent, ShownTable } from '#grader/index.ts';
import { eventsMax, type Attacked } from './campaign.ts';
import type { Coverage } from './coverage.ts';
import { graderFaults } from './plan-faults.ts';

/** What each flaw needs to show itself: said of a design that survives. */
const needs: Readonly<Record<string, string>> = {
  D2: 'a reply that is lost while its shop lives, so that the customer asks again',
  D3: 'a reply that is lost, and the shop that gave it restarted before the customer asks again',
  D4: 'shops that are cut off from each other while something is taken out of a cart, and connected again',
  D5: 'shops that are cut off from each other while several customers want the last copy',
  D7: 'a shop that stands still for longer than the 10 s after which it is given up, and then goes on',
};

/** Every flawed design is exposed. */
export function exposedFinding(table: readonly Attacked[], coverage: Coverage): Finding {
  const flawed = table.filter(({ target }) => !target.isSound);
  const survivors = flawed.filter(({ rejected }) => rejected === null);
  const exposed = flawed.length - survivors.length;
  const finding: Finding = {
    code: 'X-1',
    checked: flawed.length,
    worst: `${exposed} of ${flawed.length}`,
    badness: survivors.length,
    breach: null,
    tables: [designTable(table), ...coverage.tables()],
  };
  const [first] = survivors;
  if (first === undefined) return finding;
  const names = survivors.map(({ target }) => target.name);
  // A run that broke the ledger before the judge's eyes says more than one that never was.
  const blind = survivors.find(({ overlooked }) => overlooked !== null);
  const seen = blind?.overlooked ?? null;
  const story = seen === null ? gapStory(survivors, coverage) : [];
  return {
    ...finding,
    breach: {
      atMs: 0,
      expected: `${flawed.length} of ${flawed.length} exposed`,
      observed: `${exposed} of ${flawed.length}: ${names.join(', ')} ${names.length === 1 ? 'survives' : 'survive'}`,
      operation: `${first.runs} runs against each design`,
      tags: [],
      cause: `${names.join(' ')} never struck`,
    },
    story,
    ...(blind !== undefined &&
      seen !== null && {
        shownBy: {
          world: blind.target.world,
          seed: seen.seed,
          faults: graderFaults(seen.faults),
        },
      }),
  };
}

function gapStory(survivors: readonly Attacked[], coverage: Coverage): FindingEvent[] {
  const runs = survivors[0]?.runs ?? 0;
  const gaps = coverage.gaps();
  const shown = gaps.slice(0, 3);
  return [
    event(
      'campaign',
      'campaign.ts',
      `${runs} runs against each design that stood, and your judge was content with all`,
    ),
    ...(coverage.endless * 2 > coverage.runs
      ? [
          event(
            'never ends',
            'your plans',
            `In ${coverage.endless} of ${coverage.runs} runs a fault never ended: nothing could be judged at rest`,
          ),
        ]
      : []),
    ...shown.map((gap) => event(`gap ${gap}`, 'your plans', `Never met an operation: ${gap}`)),
    ...(gaps.length > shown.length
      ? [
          event(
            'more gaps',
            'your plans',
            `${gaps.length - shown.length} more places were never struck: see the table`,
          ),
        ]
      : []),
    ...survivors
      .slice(0, 3)
      .map(({ target: { name } }) =>
        event(
          `survivor ${name}`,
          name,
          `${name} survives. It takes ${needs[name] ?? 'something else'}`,
        ),
      ),
  ];
}

/** Beyond the eight: nobody fails by it. */
export function ninthFinding(table: readonly Attacked[]): Finding {
  const standing = table.find(({ rejected }) => rejected === null);
  const found = table.find(({ rejected }) => rejected !== null)?.rejected ?? null;
  return {
    code: 'X-8',
    checked: table.length,
    worst: found === null ? 'not found' : `found at run ${found.number}`,
    badness: found === null ? 1 : 0,
    breach:
      standing === undefined
        ? null
        : {
            atMs: 0,
            expected: 'D9 exposed',
            observed: `it stands after ${standing.runs} runs`,
            operation: `${standing.runs} runs against D9`,
            tags: [],
            cause: 'D9 stands',
          },
  };
}

/** No sound design is rejected. */
export function quietFinding(table: readonly Attacked[]): Finding {
  const sound = table.filter(({ target }) => target.isSound);
  const rejected = sound.filter((attacked) => attacked.rejected !== null);
  const finding: Finding = {
    code: 'X-2',
    checked: sound.length,
    worst: `${rejected.length} of ${sound.length}`,
    badness: rejected.length,
    breach: null,
  };
  const [first] = rejected;
  if (first?.rejected == null) return finding;
  const { target, rejected: trial } = first;
  const { violation, seed, faults } = trial;
  return {
    ...finding,
    breach: {
      atMs: violation.at,
      expected: `no complaint about ${target.name}, which keeps the ledger`,
      observed: `your judge: “${violation.code}”: ${violation.text}`,
      operation: violation.op ?? `run ${trial.number} of ${target.name}`,
      tags: [],
      cause: `rejects ${target.name}`,
    },
    shownBy: { world: target.world, seed, faults: graderFaults(faults) },
  };
}

/** A run stays small. */
export function smallFinding(table: readonly Attacked[]): Finding {
  const [largest] = table.toSorted((left, right) => right.largest.events - left.largest.events);
  const events = largest?.largest.events ?? 0;
  const finding: Finding = {
    code: 'X-3',
    checked: table.length,
    worst: `${Math.max(0, ...table.map(({ runs }) => runs))} runs; ${events} events`,
    badness: events,
    breach: null,
  };
  if (events <= eventsMax || largest === undefined) return finding;
  const { name } = largest.target;
  return {
    ...finding,
    breach: {
      atMs: 0,
      expected: `at most ${eventsMax} events in a run`,
      observed: `${events} events`,
      operation: `seed ${largest.largest.seed} of ${name}`,
      tags: [],
      cause: 'flood',
    },
    story: [
      event(
        'plan',
        'campaign.ts',
        `The plan of seed ${largest.largest.seed} is played against ${name}`,
      ),
      event('flood', name, `The run takes ${events} events; one of the house takes some 500`),
    ],
  };
}

/** The designs one by one: a table that is shown whatever the verdict. */
function designTable(table: readonly Attacked[]): ShownTable {
  return {
    title: 'What your campaign made of the eight designs',
    note: 'A flawed design is to be exposed, a sound one is to be left in peace. “First at run” is how long your campaign took; ○ is what your checker got wrong.',
    columns: ['design', 'it is', 'runs', 'outcome', 'first at run', 'your code for it'],
    rows: table.map(({ target, runs, rejected, overlooked }) => {
      const isRight = target.isSound === (rejected === null);
      const outcome = target.isSound
        ? isRight
          ? 'left in peace'
          : 'rejected'
        : isRight
          ? 'exposed'
          : overlooked === null
            ? 'never struck'
            : 'struck, and not seen';
      return {
        head: target.name,
        cells: [
          { text: target.isSound ? 'sound' : 'flawed', mark: 'plain' },
          { text: String(runs), mark: 'plain' },
          { text: outcome, mark: isRight ? 'good' : 'gap' },
          { text: rejected === null ? '–' : String(rejected.number), mark: 'plain' },
          { text: rejected?.violation.code ?? '–', mark: 'plain' },
        ],
      };
    }),
  };
}

/** A line of a story that no single instant belongs to. */
export function event(name: string, where: string, text: string): FindingEvent {
  return { name, atMs: 0, where, text };
}
