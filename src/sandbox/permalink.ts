/**
 * A run as a link: everything that it takes to have it again, and the event to look at. It stands in the fragment of a
 * URL, so no server ever sees it.
 * How it is packed: `packed-text.ts`.
 *
 * A link comes from anybody. Reading one runs nothing; it is bounded in size, checked against its shape, and whoever
 * shows it runs it in the sandbox, after a click.
 */
import { field, isFields } from '#grader/data.ts';
import { linkShape, type LinkPayload } from './link-shape.ts';
import { fragmentMax, packText, unpackText, type Packing } from './packed-text.ts';
import { isUnfair, walkOfUnfair } from './unfair.ts';
import { linkFormat, runtimeVersion } from './versions.ts';

export type { LinkPayload } from './link-shape.ts';

/** Characters of JSON in a link. */
const unpackedMax = 256 * 1024;
const packing: Packing = { parameter: 'walk', format: linkFormat, lengthMax: unpackedMax };
const fileKind = 'nines-walk';

/** What is needed to write a link; format and version are added. */
export type LinkContents = Omit<LinkPayload, 'format' | 'runtime'>;

export interface Refused {
  readonly kind: 'refused';
  readonly message: string;
  readonly remedy: string;
}

export type Written =
  /** Put it behind the page's URL, with a `#`. */
  | { readonly kind: 'link'; readonly fragment: string }
  /** Too long for a URL: a file to save and open. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | Refused;

export type Read =
  /** The fragment is no link to a run. */
  | { readonly kind: 'none' }
  | { readonly kind: 'link'; readonly payload: LinkPayload; readonly notices: readonly string[] }
  | Refused;

/** Writes a link, or a file where a link would be too long. */
export async function writeLink(contents: LinkContents): Promise<Written> {
  const text = JSON.stringify({ ...contents, format: linkFormat, runtime: runtimeVersion });
  if (text.length > unpackedMax) {
    return refused(
      `This run does not fit into a link: it has ${Math.ceil(text.length / 1024)} KB, and a link holds 256 KB.`,
      'Remove long comments or data from your files, then share it again.',
    );
  }
  const fragment = await packText(text, packing);
  if (fragment.length <= fragmentMax) return { kind: 'link', fragment };
  return { kind: 'file', name: 'run.nines.json', text: `{"kind":"${fileKind}","run":${text}}` };
}

/** Reads the fragment of a URL, with or without `#`. Runs nothing. */
export async function readLink(fragment: string): Promise<Read> {
  const unpacked = await unpackText(fragment, packing);
  switch (unpacked.kind) {
    case 'none':
      return { kind: 'none' };
    case 'text':
      return readText(unpacked.text);
    case 'cut':
      return cutLink();
    case 'unreadable':
      return noLink();
    case 'too large':
      return tooLarge();
    case 'too new':
      return tooNew();
  }
}

/** Reads a file that `writeLink` gave in the place of a link, or one that disputes a verdict. */
export async function readLinkFile(text: string): Promise<Read> {
  if (text.length > unpackedMax + 100) return tooLarge();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(
      'This file is not whole: it may have been cut off.',
      'Ask for the file once more, or open the one that was saved first.',
    );
  }
  if (isUnfair(value)) {
    const walk = walkOfUnfair(value);
    if (walk !== null) return readText(JSON.stringify(walk));
    return refused(
      'This file disputes a verdict that has no run to walk through.',
      'Grade it again on the command line: npm run lab -- --unfair FILE',
    );
  }
  if (!isFields(value) || value['kind'] !== fileKind || value['run'] === undefined) {
    return refused('This file holds no run.', 'Choose a file that ends in .nines.json.');
  }
  return readText(JSON.stringify(value['run']));
}

/** What has to be said about a link on the page of its lab, whose content hash this is; null if there is no such lab. */
export function linkNotices(payload: LinkPayload, contentHash: string | null): string[] {
  const { id, hash } = payload.lab;
  if (id === '') return [];
  if (contentHash === null) return [`There is no lab ${id} here.`];
  return hash === contentHash
    ? []
    : ['This link was made with another version of this lab; the verdict may differ.'];
}

function versionNotices({ runtime }: LinkPayload): string[] {
  if (runtime === runtimeVersion) return [];
  const age = runtime < runtimeVersion ? 'an older' : 'a newer';
  return [`This link was made with ${age} version of the course; the verdict may differ.`];
}

function readText(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return noLink();
  }
  const format = field(value, 'format');
  if (typeof format === 'number' && format > linkFormat) return tooNew();
  try {
    const payload = linkShape(value, '');
    return { kind: 'link', payload, notices: versionNotices(payload) };
  } catch {
    return noLink();
  }
}

function refused(message: string, remedy: string): Refused {
  return { kind: 'refused', message, remedy };
}

function cutLink(): Refused {
  return refused(
    'This link is not whole: it was cut off or changed on its way.',
    'Ask for it once more, as a whole line, or as a file.',
  );
}

function noLink(): Refused {
  return refused(
    'This link holds no run that can be read here.',
    'It may come from another site. Ask who sent it to share the run again.',
  );
}

function tooLarge(): Refused {
  return refused(
    'This link holds more than 256 KB and is not opened.',
    'Ask for a smaller program.',
  );
}

function tooNew(): Refused {
  return refused(
    'This link was made with a newer version of the course.',
    'Reload the page to get the newest version, then open the link again.',
  );
}
