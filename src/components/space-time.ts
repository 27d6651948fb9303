/**
 * A space-time diagram as an author writes it in a chapter: names of lanes, and a list of what happens. It becomes the
 * same data as the diagram of a verdict, so that one layout and one look serve both.
 */
import type { Arrow, Mark, SpaceTime } from '#grader/verdict.ts';

/** A message from lane to lane, or something that happens on one lane. Times in milliseconds. */
export type Written =
  | {
      readonly from: string;
      readonly to: string;
      readonly at: number;
      /** Left out for a message that is lost. */
      readonly arrive?: number;
      readonly label: string;
      readonly fate?: Arrow['fate'];
    }
  | {
      readonly on: string;
      readonly at: number;
      /** For what lasts: a pause, a partition, a node that is down. */
      readonly until?: number;
      readonly kind: Mark['kind'];
      readonly label: string;
    };

/** Turns lanes and events into a diagram; a lane is known by its name. */
export function written(lanes: readonly string[], events: readonly Written[]): SpaceTime {
  const laneOf = (name: string): number => {
    const index = lanes.indexOf(name);
    if (index < 0)
      throw new Error(`<SpaceTime>: "${name}" is none of its lanes, ${lanes.join(', ')}.`);
    return index;
  };
  const arrows: Arrow[] = [];
  const marks: Mark[] = [];
  for (const event of events) {
    if ('from' in event) {
      const arrivedMs = event.arrive ?? null;
      arrows.push({
        fromLane: laneOf(event.from),
        toLane: laneOf(event.to),
        sentMs: event.at,
        arrivedMs,
        label: event.label,
        fate: event.fate ?? (arrivedMs === null ? 'lost' : 'arrived'),
        event: null,
      });
    } else
      marks.push({
        lane: laneOf(event.on),
        node: event.on,
        kind: event.kind,
        atMs: event.at,
        untilMs: event.until ?? null,
        label: event.label,
        event: null,
      });
  }
  const instants = [
    ...arrows.map(({ sentMs, arrivedMs }) => arrivedMs ?? sentMs),
    ...marks.map(({ atMs, untilMs }) => untilMs ?? atMs),
  ];
  return {
    lanes: lanes.map((label, id) => ({ id, node: label, label, startMs: 0, endMs: null })),
    arrows,
    marks,
    fromMs: Math.min(...events.map(({ at }) => at)),
    untilMs: Math.max(...instants),
  };
}
