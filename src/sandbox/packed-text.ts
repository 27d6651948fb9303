/**
 * A text in the fragment of a URL, so that no server ever sees it.
 *
 *   #walk=1.5f3a09c1.<base64url of deflate-raw>
 *          │ └ check over what follows: a link that was cut in half is told from one that is none
 *          └ format
 */
import { decodeBase64, encodeBase64 } from './base64.ts';
import { deflate, inflate } from './deflate.ts';

/** How one kind of link is packed. */
export interface Packing {
  /** What the fragment begins with, e.g. `walk`. */
  readonly parameter: string;
  /** Format that is written; newer ones are not read. */
  readonly format: number;
  /** Characters of the text. */
  readonly lengthMax: number;
}

/** Characters of a fragment: longer ones get lost in mails and chats. */
export const fragmentMax = 16_000;

export type Unpacked =
  | { readonly kind: 'none' | 'cut' | 'unreadable' | 'too large' | 'too new' }
  | { readonly kind: 'text'; readonly text: string };

/** The fragment that holds a text, without `#`. */
export async function packText(text: string, { parameter, format }: Packing): Promise<string> {
  const packed = toUrl(encodeBase64(await deflate(new TextEncoder().encode(text))));
  return `${parameter}=${format}.${checkOf(packed)}.${packed}`;
}

/** The text that a fragment holds, with or without `#`; `none` if it is of another kind. */
export async function unpackText(fragment: string, packing: Packing): Promise<Unpacked> {
  const given = fragment.replace(/^#/, '');
  const parameter = `${packing.parameter}=`;
  if (!given.startsWith(parameter)) return { kind: 'none' };
  const [format = '', check = '', packed = '', ...rest] = given.slice(parameter.length).split('.');
  if (!/^\d{1,6}$/.test(format)) return { kind: 'unreadable' };
  if (Number(format) > packing.format) return { kind: 'too new' };
  if (rest.length > 0 || packed === '') return { kind: 'cut' };
  if (given.length > packing.lengthMax * 2) return { kind: 'too large' };
  if (checkOf(packed) !== check) return { kind: 'cut' };
  const bytes = decodeBase64(fromUrl(packed));
  const text = bytes === null ? null : await inflate(bytes, packing.lengthMax);
  if (text === null) return { kind: 'unreadable' };
  if (text === 'too large') return { kind: 'too large' };
  return { kind: 'text', text: new TextDecoder().decode(text) };
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
