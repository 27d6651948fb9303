/**
 * The story of a failure: from all that could be told of the shrunk run, the 3 to 8 events that lead to the breach.
 *
 * What the client asked, the faults, the effects of its conversations and the breach come first, as far as eight
 * events hold them; the other places go to what weighs most, and what is nearer to the breach before the rest.
 */
import { decide } from './decision.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Found } from './invariant.ts';
import { Scene, type Failing } from './scene.ts';
import { collectTellables, type Tellable } from './tellable.ts';
import type { Story, StoryEvent } from './verdict.ts';

export const storyEventsMin = 3;
export const storyEventsMax = 8;
/** Below this an event is background, told only where there is hardly anything else. */
const weightMin = 4;

/** A story and, for the diagram, what each of its events was. */
export interface Told {
  readonly story: Story;
  readonly events: readonly Tellable[];
}

/** Tells a failure. */
export function tellStory(failing: Failing): Told {
  const { row, breach, record } = failing;
  const scene = new Scene(failing);
  const all = collectTellables(failing, scene);
  const decision = decide(scene, all);
  const events = select(all, breach);
  const story: Story = {
    title: typeof row.title === 'string' ? row.title : row.title(breach),
    events: events.map(({ kind, atMs, where, text, place }, index): StoryEvent => {
      return { number: index + 1, kind, atMs, where, text, place };
    }),
    place: decision?.place ?? null,
    placeIs: decision?.is ?? '',
    hint: typeof row.hint === 'number' ? row.hint : row.hint(breach, record),
    fingerprint: fingerprintOf([row.code, breach.cause, ...signature(all)]),
  };
  return { story, events };
}

/** Picks what is told, in the order of time. */
function select(all: readonly Tellable[], breach: Found): Tellable[] {
  const isCrowded = all.filter((event) => event.must).length > storyEventsMax;
  const ranked = withoutRepeats(all, isCrowded).toSorted(
    (left, right) =>
      Number(right.kind === 'breach') - Number(left.kind === 'breach') ||
      Number(right.must) - Number(left.must) ||
      right.weight - left.weight ||
      closeness(left, breach) - closeness(right, breach),
  );
  const worth = ranked.filter((event) => event.weight >= weightMin);
  const chosen = new Set((worth.length < storyEventsMin ? ranked : worth).slice(0, storyEventsMax));
  return all.filter((event) => chosen.has(event));
}

function closeness(event: Tellable, breach: Found): number {
  return Math.abs(event.atMs - breach.atMs);
}

/**
 * Of events that are the same but for their instant, the first and the last: a loop of retries is told by its ends.
 * What must be told is kept whole, unless it alone would fill the story.
 */
function withoutRepeats(all: readonly Tellable[], isCrowded: boolean): Tellable[] {
  const first = new Map<string, Tellable>();
  const last = new Map<string, Tellable>();
  for (const event of all) {
    const key = `${event.kind}\u0000${event.name}`;
    if (!first.has(key)) first.set(key, event);
    last.set(key, event);
  }
  const kept = new Set([...first.values(), ...last.values()]);
  return all.filter((event) => (event.must && !isCrowded) || kept.has(event));
}

/** What enters the fingerprint besides code and cause: kinds of faults and effects, each run of equals once. */
function signature(all: readonly Tellable[]): string[] {
  const names = all
    .filter((event) => event.must && (event.kind === 'effect' || event.struck !== null))
    .map((event) => event.name);
  return names.filter((name, index) => name !== names[index - 1]);
}
