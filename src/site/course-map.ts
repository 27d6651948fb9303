/**
 * The course as a map: every chapter that is planned, in the order in which it is taught. A chapter becomes a page
 * when `content/<id>/chapter.mdx` exists; until then the map shows it as a name.
 */

/** The five concerns that the ten decisions belong to, and the second track. */
export type Theme =
  | 'Ground'
  | 'Distribution'
  | 'Interfaces and state'
  | 'Availability'
  | 'Scalability'
  | 'Observability'
  | 'The whole'
  | 'BEAM';

export interface Stop {
  readonly id: string;
  /** What the map prints at the stop: `P`, `1` … `10`, `C`, `B1` … `B5`. */
  readonly mark: string;
  readonly title: string;
  readonly theme: Theme;
  /** The decision that the step takes, as the question an architect asks. */
  readonly question: string;
  /** What the running case, Papertrain, has after this step and had not before. */
  readonly gain: string;
}

export const designSteps: readonly Stop[] = [
  {
    id: 'p-presence',
    mark: 'P',
    title: 'Workers that share nothing',
    theme: 'Ground',
    question: 'What contains a failure?',
    gain: 'A thousand friends see you come online; one crash takes one process.',
  },
  {
    id: 's1-nodes',
    mark: '1',
    title: 'Split into node types',
    theme: 'Distribution',
    question: 'What runs where?',
    gain: 'Web, logic and service nodes; a poisoned request sinks one kind of them.',
  },
  {
    id: 's2-ring',
    mark: '2',
    title: 'Pick the distributed pattern',
    theme: 'Distribution',
    question: 'Who knows whom?',
    gain: 'A ring: every key has an owner, and a new node takes its share.',
  },
  {
    id: 's3-wire',
    mark: '3',
    title: 'Pick the network protocols',
    theme: 'Distribution',
    question: 'How do nodes speak?',
    gain: 'Channels that frame, beat and push back through the firewall.',
  },
  {
    id: 's4-api',
    mark: '4',
    title: 'Interfaces, state, data model',
    theme: 'Interfaces and state',
    question: 'What is promised, and who owns which datum?',
    gain: 'A contract for every function, one owner for every datum, a ledger of decisions.',
  },
  {
    id: 's5-retry',
    mark: '5',
    title: 'A retry strategy per function',
    theme: 'Interfaces and state',
    question: 'What if no answer comes?',
    gain: 'One order, one book, whatever is lost, late or doubled on the way.',
  },
  {
    id: 's6-share',
    mark: '6',
    title: 'A sharing strategy per data set',
    theme: 'Interfaces and state',
    question: 'Which copy is true?',
    gain: 'Carts that merge, orders that a majority keeps.',
  },
  {
    id: 's7-break',
    mark: '7',
    title: 'Iterate: attack your own design',
    theme: 'Availability',
    question: 'What would bring it down?',
    gain: 'A failure campaign that finds the flaw before the customers do.',
  },
  {
    id: 's8-blueprint',
    mark: '8',
    title: 'The cluster blueprint',
    theme: 'Scalability',
    question: 'How many of each?',
    gain: 'Measured ratios: two shop to a web, and never more data than its peak.',
  },
  {
    id: 's9-regulate',
    mark: '9',
    title: 'Back-pressure and load regulation',
    theme: 'Scalability',
    question: 'What when it is too much?',
    gain: 'Vote night passes through fifty slots and nobody is banned.',
  },
  {
    id: 's10-oam',
    mark: '10',
    title: 'Operations and maintenance',
    theme: 'Observability',
    question: 'How do you know?',
    gain: 'Metrics, alarms, and a page that comes before the complaint.',
  },
  {
    id: 'capstone',
    mark: 'C',
    title: 'Vote night: all ten at once',
    theme: 'The whole',
    question: 'Does it hold?',
    gain: 'Your whole system through a failure campaign of thirty minutes.',
  },
];

export const beamTrack: readonly Stop[] = [
  {
    id: 'b1-minibeam',
    mark: 'B1',
    title: 'Intro to the BEAM',
    theme: 'BEAM',
    question: 'What is a reduction?',
    gain: 'A virtual machine of your own that counts and pre-empts.',
  },
  {
    id: 'b2-mailbox',
    mark: 'B2',
    title: 'Processes under the hood',
    theme: 'BEAM',
    question: 'What does a message cost?',
    gain: 'The one slow process that sinks a node, found.',
  },
  {
    id: 'b3-runqueue',
    mark: 'B3',
    title: 'The scheduler',
    theme: 'BEAM',
    question: 'Who runs next?',
    gain: 'Run queues, stealing, and priorities that back-fire.',
  },
  {
    id: 'b4-gc',
    mark: 'B4',
    title: 'Memory',
    theme: 'BEAM',
    question: 'What is still alive?',
    gain: 'A generational collector, and the binary that never dies.',
  },
  {
    id: 'b5-tune',
    mark: 'B5',
    title: 'Tweaking and fine-tuning',
    theme: 'BEAM',
    question: 'Does the flag help?',
    gain: 'Flags as experiments, not folklore.',
  },
];

/** Both tracks, in the order in which they are taught. */
export const allStops: readonly Stop[] = [...designSteps, ...beamTrack];

/** The stop of a chapter, or of a lab, which has the same id. */
export function stopOf(id: string): Stop | undefined {
  return allStops.find((stop) => stop.id === id);
}

/** How the stop is called in running text: `Step 5`, `Prologue`, `Capstone`, `BEAM 2`. */
export function stepName(stop: Stop): string {
  if (stop.mark === 'P') return 'Prologue';
  if (stop.mark === 'C') return 'Capstone';
  return stop.theme === 'BEAM' ? `BEAM ${stop.mark.slice(1)}` : `Step ${stop.mark}`;
}
