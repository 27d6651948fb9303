/**
 * A run as a link: everything that it takes to have it again, and the event to look at. It stands in the fragment of a
 * URL, so no server ever sees it.
 *
 *   #walk=1.5f3a09c1.<base64url of deflate-raw of JSON>
 *          │ └ check over what follows: a link that was cut in half is told from one that is none
 *          └ format
 *
 * A link comes from anybody. Reading one runs nothing; it is bounded in size, checked against its shape, and whoever
 * shows it runs it in the sandbox, after a click.
 */
import { field, isFields } from '#grader/data.ts';
import { encodeBase64, decodeBase64 } from './base64.ts';
import { inflate, deflate } from './deflate.ts';
import { linkShape, type LinkPayload } from './link-shape.ts';
import { isUnfair, walkOfUnfair } from './unfair.ts';
import { linkFormat, runtimeVersion } from './versions.ts';

export type { LinkPayload } from './link-shape.ts';

/** Characters of JSON in a link. */
const unpackedMax = 256 * 1024;
/** Characters of a fragment: longer ones get lost in mails and chats. */
const fragmentMax = 16_000;
const parameter = 'walk=';
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
  const packed = toUrl(encodeBase64(await deflate(new TextEncoder().encode(text))));
  const fragment = `${parameter}${linkFormat}.${checkOf(packed)}.${packed}`;
  if (fragment.length <= fragmentMax) return { kind: 'link', fragment };
  return { kind: 'file', name: 'run.nines.json', text: `{"kind":"${fileKind}","run":${text}}` };
}

/** Reads the fragment of a URL, with or without `#`. Runs nothing. */
export async function readLink(fragment: string): Promise<Read> {
  const given = fragment.replace(/^#/, '');
  if (!given.startsWith(parameter)) return { kind: 'none' };
  const [format = '', check = '', packed = '', ...rest] = given.slice(parameter.length).split('.');
  if (!/^\d{1,6}$/.test(format)) return noLink();
  if (Number(format) > linkFormat) return tooNew();
  if (rest.length > 0 || packed === '') return cutLink();
  if (given.length > unpackedMax * 2) return tooLarge();
  if (checkOf(packed) !== check) return cutLink();
  const bytes = decodeBase64(fromUrl(packed));
  const text = bytes === null ? null : await inflate(bytes, unpackedMax);
  if (text === 'too large') return tooLarge();
  return text === null ? noLink() : readText(new TextDecoder().decode(text));
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

/** Eight hexadecimal digits over a text (FNV-1a): tells a link that was cut or mistyped, and protects nothing. */
function checkOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function toUrl(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromUrl(text: string): string {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return base64.padEnd(Math.ceil(base64.length / 4) * 4, '=');
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
