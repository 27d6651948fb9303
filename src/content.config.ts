/** What the site is written from, with strict schemas: a field that nobody reads is a mistake and stops the build. */
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { defineCollection } from 'astro:content';
import { parse } from 'yaml';

/** `s5-retry/chapter.mdx` is the chapter `s5-retry`. */
const folder = ({ entry }: { entry: string }): string => entry.split('/')[0] ?? entry;
const code = z.string().regex(/^[A-Z]+-\d+$/, 'The code of an invariant: E-1.');
const sentence = z.string().trim().min(1);
const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'An id is written in lower case: two-books.');
const instant = z
  .string()
  .regex(/^\d\d?:\d\d(:\d\d)?(–\d\d?:\d\d(:\d\d)?)?$/, 'Like 39:22 or 31:05–42:17.');

const chapters = defineCollection({
  loader: glob({ base: './content', pattern: '*/chapter.mdx', generateId: folder }),
  schema: z.strictObject({
    title: sentence,
    summary: sentence,
    minutes: z.number().int().positive(),
    /** The day on which it came out: 2026-11-21. */
    published: z.iso.date(),
    talk: z.array(instant).default([]),
    labs: z.array(id).default([]),
    sources: z.array(id).default([]),
  }),
});

/** What the instructor says and does, and where the chapter is cut into slides: see src/room/together/slides.ts. */
const notes = defineCollection({
  loader: glob({ base: './content', pattern: '*/notes.mdx', generateId: folder }),
  schema: z.strictObject({
    title: sentence,
    slides: z
      .array(
        z.strictObject({
          section: sentence,
          at: sentence.optional(),
          title: sentence.optional(),
          say: sentence.optional(),
        }),
      )
      .default([]),
  }),
});

const choice = z
  .strictObject({
    id,
    prompt: sentence,
    options: z
      .array(z.strictObject({ text: sentence, correct: z.boolean(), why: sentence }))
      .min(2),
  })
  .refine(({ options }) => options.filter(({ correct }) => correct).length === 1, {
    message: 'Exactly one option is correct.',
  });
/** The right option is found by running the program: see src/components/predict.ts. */
const prediction = z.strictObject({
  id,
  prompt: sentence,
  program: sentence,
  options: z.array(z.strictObject({ text: sentence, why: sentence })).min(2),
});

/** Pages about the workshop itself, which are no chapters: `content/workshop/guide.mdx` is the page `/workshop/guide/`. */
const guides = defineCollection({
  loader: glob({ base: './content/workshop', pattern: '*.mdx' }),
  schema: z.strictObject({ title: sentence, summary: sentence }),
});

const quizzes = defineCollection({
  loader: glob({ base: './content', pattern: '*/quiz.yaml', generateId: folder }),
  schema: z.strictObject({ questions: z.array(z.union([choice, prediction])).min(1) }),
});

const labs = defineCollection({
  loader: glob({ base: './labs', pattern: '*/brief.mdx', generateId: folder }),
  schema: z.strictObject({
    title: sentence,
    minutes: z.number().int().positive(),
    files: z.array(z.string()).min(1),
    given: z.array(z.string()).default([]),
    /** What it goes on with of earlier labs: `labs/<id>/<file>`, a file that the earlier lab's brief names. */
    imports: z
      .array(z.string().regex(/^labs\/[a-z0-9-]+\/[^/]+\.ts$/, 'Like labs/s2-ring/ring.ts.'))
      .default([]),
    /** Code of the invariant that the starter breaks. */
    starterCode: code,
    /** What is done of it when time is short. */
    workshop: z
      .strictObject({
        minutes: z.number().int().positive(),
        files: z.array(z.string()).min(1),
        /** What is checked; the grader's `cut` says the same. */
        codes: z.array(code).min(1),
        /** Worlds and examinations that run; all that check one of the codes if left out. */
        worlds: z.array(z.string()).min(1).optional(),
        /** Code of the invariant that the starter of the cut breaks. */
        starterCode: code,
      })
      .optional(),
    invariants: z
      .array(
        z.strictObject({ code, sentence, bound: sentence, stretch: z.literal(true).optional() }),
      )
      .min(1),
    /** The solution, below the lab's folder, that meets the stretch goals. */
    stretchMetBy: z.string().optional(),
    hints: z.array(sentence).min(1),
    /** Folder below `wrong/` -> what it gets wrong. */
    wrong: z.record(z.string(), z.strictObject({ code, diagnosis: sentence })).default({}),
  }),
});

const glossary = defineCollection({
  loader: file('content/glossary.yaml'),
  schema: z.strictObject({
    id,
    term: sentence,
    definition: sentence,
    also: z.array(sentence).default([]),
    see: z.array(id).default([]),
  }),
});

const errata = defineCollection({
  loader: file('content/errata.yaml', {
    parser: (text) =>
      z
        .array(z.looseObject({ n: z.number() }))
        .parse(parse(text))
        .map((entry) => ({ ...entry, id: String(entry.n) })),
  }),
  schema: z.strictObject({
    id: z.string(),
    n: z.number().int().positive(),
    at: z.string(),
    said: sentence,
    says: sentence,
    basis: z.enum(['verified', 'computed', 'known', 'simulated']),
  }),
});

const sources = defineCollection({
  loader: file('content/sources.yaml'),
  schema: z.strictObject({
    id,
    authors: sentence,
    title: sentence,
    where: sentence,
    year: z.number().int(),
    url: z.url().optional(),
    note: sentence.optional(),
  }),
});

export const collections = {
  chapters,
  guides,
  notes,
  quizzes,
  labs,
  glossary,
  errata,
  sources,
};
