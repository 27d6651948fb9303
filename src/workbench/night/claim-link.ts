/**
 * A report as a link: all of it stands in the fragment of the URL, no server sees it, and nobody has confirmed it. Whoever
 * opens one reads a claim. What a link has no room for goes in an order: suppressed alarms, then all alarms that told of a
 * fault (how soon they did is kept with the fault).
 */
import { fragmentMax, packText, unpackText, type Packing } from '#sandbox/packed-text.ts';
import { readJson } from '#workbench/draft-format.ts';
import { claimOf, claimShape, reportShape, type Claim, type Report } from './report.ts';

const packing: Packing = { parameter: 'report', format: 1, lengthMax: 256 * 1024 };
const fileKind = 'nines-report';

type Alarms = Claim['nights'][number]['alarms'];

/** What may be left out of a claim, least needed first. */
const thinned: readonly ((alarms: Alarms) => Alarms)[] = [
  (alarms) => alarms,
  (alarms) => alarms.filter(({ explainedBy }) => explainedBy === null),
  (alarms) => alarms.filter(({ paged, fault }) => paged && fault === null),
  () => [],
];

/** The fragment of a link to a claim, or null where it is too long for one: then it goes as a file. */
export async function writeClaimLink(report: Claim): Promise<string | null> {
  const claim = claimOf(report);
  for (const thin of thinned) {
    const nights = claim.nights.map((night) => ({ ...night, alarms: thin(night.alarms) }));
    const fragment = await packText(JSON.stringify({ ...claim, nights }), packing);
    if (fragment.length <= fragmentMax) return fragment;
  }
  return null;
}

export type ReadClaim =
  | { readonly kind: 'none' }
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string };

const refusals = {
  cut: {
    message: 'This link is not whole: it was cut off or changed on its way.',
    remedy: 'Ask for it once more, as a whole line, or as a file.',
  },
  unreadable: {
    message: 'This link holds no report that can be read here.',
    remedy: 'It may come from another site. Ask who sent it to share the report again.',
  },
  'too large': {
    message: 'This link holds more than 256 KB and is not opened.',
    remedy: 'Ask for the report as a file.',
  },
  'too new': {
    message: 'This link was made with a newer version of the course.',
    remedy: 'Reload the page to get the newest version, then open the link again.',
  },
} as const;

/** Reads the fragment of a URL. */
export async function readClaimLink(fragment: string): Promise<ReadClaim> {
  const unpacked = await unpackText(fragment, packing);
  if (unpacked.kind === 'none') return { kind: 'none' };
  if (unpacked.kind !== 'text') return { kind: 'refused', ...refusals[unpacked.kind] };
  try {
    return { kind: 'claim', claim: claimShape(readJson(unpacked.text), '') };
  } catch {
    return { kind: 'refused', ...refusals.unreadable };
  }
}

/** A whole report as a file: with the course of the nights and the files, so that it can be graded again. */
export function formatReportFile(report: Report): string {
  return `${JSON.stringify({ kind: fileKind, report }, null, 1)}\n`;
}

/** Characters of a file that is opened: four nights and a learner's files are a quarter of it. */
const fileLengthMax = 4 * 1024 * 1024;

/** Reads such a file; null for any other. */
export function parseReportFile(given: string): Report | null {
  if (given.length > fileLengthMax) return null;
  const value = readJson(given);
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('report' in value))
    return null;
  try {
    return value.kind === fileKind ? reportShape(value.report, '') : null;
  } catch {
    return null;
  }
}
