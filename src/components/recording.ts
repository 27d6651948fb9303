/** A recorded failure, and how a picture of it is made that fits beside three sentences. */
import type { Arrow, Lane, Mark, Size, SpaceTime, Story } from '#grader/verdict.ts';

/** What scripts/record-run.ts keeps of a counterexample. */
export interface Recording {
  readonly lab: string;
  readonly seed: number;
  readonly traceHash: string;
  readonly before: Size;
  readonly after: Size;
  readonly story: Story;
  readonly diagram: SpaceTime;
}

/** Of all words only those that the story needs: what is asked, or that it is an answer. */
function words(arrow: Arrow): string {
  if (arrow.event === null) return '';
  return arrow.label.replace(/ request$/, '').replace(/^\w+ answer$/, 'answer');
}

/**
 * The diagram with one lane for each node: what happens between the processes of a node is left out, and the breach
 * stands where the last effect happened, because that is where one sees it.
 */
export function byNode(diagram: SpaceTime): SpaceTime {
  // Nodes of one kind, `shop-2` and `shop-3`, stand side by side, before what they all use.
  const all = [...new Set(diagram.lanes.map(({ node }) => node))];
  const nodes = [
    ...all.filter((node) => /-\d+$/.test(node)),
    ...all.filter((node) => !/-\d+$/.test(node)),
  ];
  const laneOf = (lane: number): number => {
    const found = diagram.lanes.find(({ id }) => id === lane);
    return found ? nodes.indexOf(found.node) : -1;
  };
  const lanes = nodes.map((node, id): Lane => ({
    id,
    node,
    label: node,
    startMs: diagram.fromMs,
    endMs: null,
  }));
  const arrows = diagram.arrows
    .map((arrow) => ({
      ...arrow,
      fromLane: laneOf(arrow.fromLane),
      toLane: laneOf(arrow.toLane),
      label: words(arrow),
    }))
    .filter(({ fromLane, toLane }) => fromLane !== toLane);
  const breach = diagram.marks.find(({ kind }) => kind === 'breach');
  const marks = diagram.marks
    .filter((mark) => mark !== breach)
    .map((mark): Mark => {
      const lane = mark.lane === null ? nodes.indexOf(mark.node ?? '') : laneOf(mark.lane);
      const isBreach = mark.kind === 'effect' && mark.atMs === breach?.atMs;
      return {
        ...mark,
        lane: lane < 0 ? null : lane,
        kind: isBreach ? 'breach' : mark.kind,
        label: mark.kind === 'operation' ? '' : mark.label,
      };
    });
  return { ...diagram, lanes, arrows, marks };
}
