/**
 * A failure that this console has played itself, as the projector may show it: within the bounds of what travels, without a
 * place in the code, and without the name of anybody in the room. Pure.
 */
import type { Failed } from '#grader/verdict.ts';
import { limits } from '#workshop/limits.ts';
import type { Projected } from '#workshop/messages.ts';

type ProjectedStory = Extract<Projected, { readonly view: 'story' }>;

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const line = (text: string): string => clip(text, limits.storyLineMax);
const label = (text: string): string => clip(text, limits.drawingLabelMax);

/** The drawing; null where nothing ran, or where there is too much of it to be read on a wall. */
function drawingOf({ counterexample }: Failed): ProjectedStory['drawing'] {
  const { lanes, arrows, marks, fromMs, untilMs } = counterexample.diagram;
  const most = Math.max(lanes.length, arrows.length, marks.length);
  if (lanes.length === 0 || most > limits.drawingShapesMax) return null;
  return {
    lanes: lanes.map((lane) => ({ ...lane, node: label(lane.node), label: label(lane.label) })),
    arrows: arrows.map((arrow) => ({ ...arrow, label: label(arrow.label) })),
    marks: marks.map((mark) => ({
      ...mark,
      node: mark.node === null ? null : label(mark.node),
      label: label(mark.label),
    })),
    fromMs,
    untilMs,
  };
}

/** What the projector shows of a failure. */
export function projectedStory(
  verdict: Failed,
  { lab, share }: Pick<ProjectedStory, 'lab' | 'share'>,
): ProjectedStory {
  const { breach, story, seed, traceHash } = verdict.counterexample;
  return {
    view: 'story',
    lab,
    code: breach.code,
    title: clip(story.title, limits.titleMax),
    sentence: clip(breach.sentence, limits.questionMax),
    expected: line(breach.expected),
    observed: line(breach.observedWhole ?? breach.observed),
    events: story.events
      .slice(0, limits.storyLinesMax)
      .map(({ number, kind, atMs, where, text }) => {
        return { number, kind, atMs, where: label(where), text: line(text) };
      }),
    drawing: drawingOf(verdict),
    seed,
    traceHash,
    share,
  };
}

/** Words of a text, in small letters: also the parts of `orderServer` and `order-server`. */
function wordsOf(text: string): Set<string> {
  const split = text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return new Set(
    [
      ...split.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu),
      ...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu),
    ].map(([word]) => word),
  );
}

/**
 * Somebody's name that stands in a story: a program may call its processes and messages what it likes. Words that the lab
 * itself has (`known`) are nobody's name, and one letter is none either.
 */
export function nameIn(
  shown: Pick<ProjectedStory, 'title' | 'expected' | 'observed' | 'events' | 'drawing'>,
  names: readonly string[],
  known: string,
): string | null {
  const said = wordsOf(
    JSON.stringify([shown.title, shown.expected, shown.observed, shown.events, shown.drawing]),
  );
  const ofLab = wordsOf(known);
  const isNamed = (name: string): boolean =>
    [...wordsOf(name)].some(
      (word) => word.length > 1 && !/^\p{N}+$/u.test(word) && said.has(word) && !ofLab.has(word),
    );
  return names.find(isNamed) ?? null;
}
