/** A verdict in words: what to call it, what to do next, and the one sentence that is read aloud. */
import type { Problem, Size, SourcePlace, Stopped, Verdict } from '#grader/verdict.ts';
import type { Goal } from './lab-state.ts';
import { printCount, printMany } from './print.ts';

export interface VerdictWords {
  /** The outcome in one word. */
  readonly tag: string;
  readonly title: string;
  /** What happened, in a sentence or two. */
  readonly lead: string;
  /** What to do next. */
  readonly advice: string;
  /** Read aloud by a screen reader when the verdict arrives. */
  readonly announcement: string;
}

const stoppedTitles: Readonly<Record<Stopped['code'], string>> = {
  'KIT-HANG': 'A process never waits',
  'KIT-CRASH': 'A process crashed, and nothing was there to catch it',
  'KIT-DEEP': 'The recursion is too deep',
  'KIT-MISUSE': 'A rule of ‘nines’ was broken',
  'KIT-MEMORY': 'The program used too much memory',
  'KIT-FLOOD': 'The program printed too much',
  'KIT-TIME': 'The run took too long',
  'KIT-CANCELLED': 'The run was stopped',
  'KIT-NONDETERMINISM': 'The same seed gave two different runs',
  'KIT-FORK': 'This change does not fit the run',
  'KIT-GRADER': 'The workbench failed, not your code',
};

/** `client.ts, line 31`. */
export function sayPlace({ file, line }: SourcePlace): string {
  return `${file}, line ${line}`;
}

function rejected(problems: readonly Problem[]): VerdictWords {
  const [first] = problems;
  const title =
    problems.length === 1
      ? 'One problem to fix before it can run'
      : `${problems.length} problems to fix before it can run`;
  const said = first ? ` ${sayPlace(first.place)}: ${first.message} ${first.remedy}` : '';
  return {
    tag: 'Not run',
    title,
    lead: 'The compiler refused the code, so nothing was run.',
    advice: 'Each line below says what to write instead.',
    announcement: `Not run. ${title}.${said}`,
  };
}

function passed(goal: Goal, seeds: number, events: number): VerdictWords {
  const lead = `Every invariant held on ${printMany(seeds, 'seed')}, ${printCount(events)} events in all.`;
  if (goal !== 'grade') {
    return {
      tag: 'Held',
      title: 'Nothing broke on the public seeds',
      lead,
      advice: 'Now grade it: more runs are played, and those decide.',
      announcement: `Held. ${lead} Now grade it.`,
    };
  }
  return {
    tag: 'Passed',
    title: 'It holds',
    lead,
    advice: 'This version is kept in the history. The seeds that decided are part of the verdict.',
    announcement: `Passed. ${lead}`,
  };
}

/** The words for a verdict that `goal` asked for. */
export function wordsOf(verdict: Verdict, goal: Goal): VerdictWords {
  switch (verdict.kind) {
    case 'passed':
      return passed(goal, verdict.seeds.length, verdict.events);
    case 'failed': {
      const { breach, story, seed } = verdict.counterexample;
      return {
        tag: 'Broken',
        title: story.title,
        lead: breach.sentence,
        advice:
          'Read the story from the top. Which line would you want to have behaved differently?',
        announcement:
          `Broken: ${story.title}. ${breach.code} fails on seed ${seed}, at ${breach.operation}. ` +
          `The story has ${printMany(story.events.length, 'event')}.`,
      };
    }
    case 'undecided':
      return {
        tag: 'Undecided',
        title: 'No verdict within the budget',
        lead: verdict.reason,
        advice:
          `${printCount(verdict.events)} events were spent. Look for work that feeds itself: ` +
          'retries without a bound, messages that answer messages. What held so far is in the table.',
        announcement: `Undecided. ${verdict.reason}`,
      };
    case 'rejected':
      return rejected(verdict.problems);
    case 'stopped':
      return {
        tag: verdict.code === 'KIT-CANCELLED' ? 'Stopped' : 'Cut short',
        title: stoppedTitles[verdict.code],
        lead: asSentence(verdict.message),
        advice: asSentence(verdict.remedy),
        announcement: `${stoppedTitles[verdict.code]}. ${asSentence(verdict.message)} ${asSentence(verdict.remedy)}`,
      };
  }
}

/** The engine's messages are made to stand after a file and a line; on a page they stand alone. */
function asSentence(message: string): string {
  const begun = message.charAt(0).toUpperCase() + message.slice(1);
  return begun === '' || /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

/** What shrinking took away, or null where nothing was. */
export function sayShrinking(before: Size, after: Size): string | null {
  if (
    before.operations === after.operations &&
    before.faults === after.faults &&
    before.switches === after.switches
  ) {
    return null;
  }
  if (after.operations === 0 && after.faults === 0 && after.switches === 0)
    return `It breaks by itself, without the ${sayParts(before)} of the run.`;
  return `Cut down from ${saySize(before)} to ${saySize(after, before)} that still break it.`;
}

/** What of a run there is, and nothing of which there is none. */
function sayParts({ operations, faults }: Size): string {
  return [
    ...(operations > 0 ? [printMany(operations, 'operation')] : []),
    ...(faults > 0 ? [printMany(faults, 'fault')] : []),
  ].join(' and ');
}

/** Turns out of order are named only where a search has varied the schedule. */
function saySize(size: Size, least = size): string {
  const parts = [printMany(size.operations, 'operation'), printMany(size.faults, 'fault')];
  if (least.switches > 0)
    parts.push(printMany(size.switches, 'turn out of order', 'turns out of order'));
  const last = parts.pop() ?? '';
  return `${parts.join(', ')} and ${last}`;
}
