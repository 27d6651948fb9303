/** The later rungs of a lab's help, `labs/<id>/help.yaml`: pieces of its reference solution to put in order. */
import { parse } from 'yaml';
import { z } from 'zod';
import { cutPuzzle, type Puzzle } from '#workbench/puzzle.ts';
import type { LabSource } from '#site/lab-lookup.ts';

const words = z.string().trim().min(1);

const helpShape = z.strictObject({
  pieces: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
        codes: z.array(z.string()).min(1),
        file: words,
        function: words,
        task: words,
        blocks: z.array(words).min(2),
        free: z.array(z.array(words).min(2)).default([]),
        decoys: z.array(z.strictObject({ text: z.string(), why: words })).default([]),
      }),
    )
    .min(1),
});

/** Reads a lab's help and cuts its pieces out of the reference. Throws if they are not there any more. */
export function labPuzzles(id: string, yaml: string, reference: readonly LabSource[]): Puzzle[] {
  const { pieces } = helpShape.parse(parse(yaml));
  return pieces.map((plan) => {
    const source = reference.find(({ file }) => file === plan.file)?.source;
    try {
      if (source === undefined) throw new Error(`the solution has no ${plan.file}`);
      const decoys = plan.decoys.map(({ text, why }) => ({ text: text.replace(/\n$/, ''), why }));
      return cutPuzzle({ ...plan, decoys }, source);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`labs/${id}/help.yaml, piece ${plan.id}: ${reason}`, { cause: error });
    }
  });
}
