/** The form of `content/agenda.yaml`: read when the site is built, where a slip stops the build. */
import { z } from 'zod';

const sentence = z.string().trim().min(1);
const name = z.string().regex(/^[a-z0-9-]{1,40}$/);
const minutes = z.int().positive();
const phase = z.int().min(0);

const practice = z.enum(['hands-on', 'cut', 'demo']);
const cut = z.strictObject({
  /** Which goes first when time runs short: 1 before 2. */
  order: z.int().positive(),
  /** Minutes that are left of the item; 0 drops it. */
  keep: phase,
  /** What goes and what stays, for the instructor. */
  how: sentence,
});

/** One track as `agenda.yaml` has it. */
export const trackSource = z.strictObject({
  id: name,
  title: sentence,
  /** By the clock on the wall: 09:00. */
  start: z.string().regex(/^\d\d:\d\d$/),
  /** With breaks. */
  minutes,
  /** Without breaks. */
  taught: minutes,
  items: z.array(
    z.union([
      z.strictObject({ title: sentence, minutes }),
      z.strictObject({ break: sentence, minutes }),
      z.strictObject({
        chapter: name,
        part: sentence.optional(),
        minutes,
        practice,
        talk: phase.default(0),
        lab: phase.default(0),
        close: phase.default(0),
        cut: cut.optional(),
        planned: z.literal(true).optional(),
      }),
    ]),
  ),
});
export type TrackSource = z.infer<typeof trackSource>;
