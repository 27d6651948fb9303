/** A coarser view of a diagram, for narrow screens: one lane for each node instead of one for each process. */
import type { Arrow, Mark, SpaceTime } from '#grader/verdict.ts';

/** Messages inside a node are left out, unless the story speaks of them. */
export function mergeLanes(diagram: SpaceTime): SpaceTime {
  const nodes = [...new Set(diagram.lanes.map(({ node }) => node))];
  const laneOf = new Map(diagram.lanes.map(({ id, node }) => [id, nodes.indexOf(node)]));
  const lanes = nodes.map((node, id) => {
    const inside = diagram.lanes.filter((lane) => lane.node === node);
    const ends = inside.map(({ endMs }) => endMs ?? Infinity);
    const endMs = Math.max(...ends);
    return {
      id,
      node,
      label: node,
      startMs: Math.min(...inside.map(({ startMs }) => startMs)),
      endMs: endMs === Infinity ? null : endMs,
    };
  });
  const moveArrow = (arrow: Arrow): Arrow => ({
    ...arrow,
    fromLane: laneOf.get(arrow.fromLane) ?? 0,
    toLane: laneOf.get(arrow.toLane) ?? 0,
  });
  const moveMark = (mark: Mark): Mark => ({
    ...mark,
    lane: mark.lane === null ? null : (laneOf.get(mark.lane) ?? null),
  });
  const arrows = diagram.arrows
    .map(moveArrow)
    .filter(({ fromLane, toLane, event }) => fromLane !== toLane || event !== null);
  return { ...diagram, lanes, arrows, marks: diagram.marks.map(moveMark) };
}
