/**
 * A failure's story as it travels to the projector: its events and its space-time drawing, in the shape that verdicts have
 * (`Story` and `SpaceTime` of the grader), with a bound on everything. Places in the code are not part of it.
 */
import { z } from 'zod';
import { limits } from './limits.ts';

const label = z.string().max(limits.drawingLabelMax);
const ms = z.number();
const lane = z.int();
const event = z.int().nullable();
const shapes = <Shape extends z.ZodType>(shape: Shape) =>
  z.array(shape).max(limits.drawingShapesMax);

export const storyLine = z.string().max(limits.storyLineMax);

/** One event of a story, without the line of code that took part. */
export const storyEvent = z.object({
  number: z.int().min(1),
  kind: z.enum(['operation', 'message', 'lost', 'fault', 'effect', 'timeout', 'breach']),
  atMs: ms,
  where: label,
  text: storyLine,
});

/** A space-time diagram: lanes are processes, time runs down. */
export const drawing = z.object({
  lanes: shapes(z.object({ id: lane, node: label, label, startMs: ms, endMs: ms.nullable() })),
  arrows: shapes(
    z.object({
      fromLane: lane,
      toLane: lane,
      sentMs: ms,
      arrivedMs: ms.nullable(),
      label,
      fate: z.enum(['arrived', 'lost', 'delayed', 'duplicated']),
      event,
    }),
  ),
  marks: shapes(
    z.object({
      lane: lane.nullable(),
      node: label.nullable(),
      kind: z.enum(['operation', 'effect', 'fault', 'timeout', 'breach', 'exit']),
      atMs: ms,
      untilMs: ms.nullable(),
      label,
      event,
    }),
  ),
  fromMs: ms,
  untilMs: ms,
});
