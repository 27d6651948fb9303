/**
 * The report on the graders: what became of every starter, solution and wrong solution, over the seeds that count and
 * over many more. `npm run labs -- --deep` writes it, the page /graders/ publishes it.
 *
 * Nobody should publish figures of another lab than the one that is there, and nobody should have to make them again
 * because a comment has changed. So the report carries two keys, and the tests compare both:
 *
 *   content    hash of what the lab is: its grader and every variant's files, without comments, types and formatting,
 *              those of earlier labs that it imports included
 *   outcome    per variant, hash of what it comes to over the seeds that count: every trace hash, every value of the
 *              table, every fingerprint
 *
 * Runtime, compiler and grader are not hashed as text. A change to them that these labs can feel shows in a trace hash
 * or in a value, over some thirty seeds of a dozen programs; one that they cannot feel leaves the figures true. How
 * long things took stands apart, and is compared with nothing: it is the machine's business.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import type { Verdict } from '#grader/verdict.ts';
import { reportVersion, type GraderReport } from '#site/grader-report.ts';
import { readLab, sourcesOf } from './prove.ts';

export const reportFile = join(import.meta.dirname, 'report.json');

/** What to do about a part that is missing or stale. */
export function remedyFor(lab: string): string {
  return `labs/report.json knows nothing, or another state, of ${lab}. Run: npm run labs -- --deep --lab ${lab}`;
}

/** What a lab is, as 16 hex digits. */
export async function contentOf(lab: string): Promise<string> {
  const { brief, variants } = readLab(lab);
  const { title, wrong } = brief;
  const hash = createHash('sha256').update(JSON.stringify({ title, wrong }));
  hash.update(await graderText(lab));
  for (const variant of variants) {
    hash.update(`\n${variant.name} ${variant.code ?? ''}`);
    for (const { file, source } of sourcesOf(lab, variant)) {
      hash.update(`\n${file}\n`).update(await bare(source));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The grader's own files as one text; what it imports of the project stays a name. */
export async function graderText(lab: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, lab, 'grader.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    external: ['#*'],
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** Without comments, types and indentation. */
export async function bare(source: string): Promise<string> {
  const { code } = await transform(source, { loader: 'ts', minifyWhitespace: true });
  return code;
}

/** What verdicts come to, as 16 hex digits: whatever the report's figures hang on. */
export function outcomeOf(verdicts: readonly Verdict[]): string {
  const hash = createHash('sha256').update(JSON.stringify(verdicts.map(essence)));
  return hash.digest('hex').slice(0, 16);
}

function essence(verdict: Verdict): object {
  if (!('traceHash' in verdict)) return { kind: verdict.kind };
  const { kind, traceHash, checks } = verdict;
  const values = checks.map(({ code, status, worst }) => [code, status, worst]);
  if (kind !== 'failed') return { kind, traceHash, values };
  const { breach, story, traceHash: shrunk } = verdict.counterexample;
  const { fingerprint, events } = story;
  return { kind, traceHash, values, shrunk, code: breach.code, fingerprint, told: events.length };
}

/** The report in the tree; null if there is none, or one of another version. */
export function readReport(): GraderReport | null {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return null;
  }
  const { version } = report as { readonly version?: unknown };
  // Only `npm run labs -- --deep` writes it, and the version says in which shape.
  return version === reportVersion ? (report as GraderReport) : null;
}
