/**
 * Which messages a rule or a watch is about.
 *
 * The identity of a message is (conversation tag, sending node, receiving node, ordinal of that triple): it stays the
 * same when another operation or fault is taken out of the run, so a match that names an identity still means the
 * same message in a smaller run.
 */
import { fits, type DataPattern } from './data.ts';

/** How a message is carried: by `send`, or as one half of a call, or as a cast. */
export type Carrier = 'message' | 'call' | 'reply' | 'cast';

/** All that is named must fit; what is left out is free. A name may end in `*`: `web-*` is a whole family. */
export interface Match {
  /** Node that sends it, or several. */
  readonly from?: string | readonly string[];
  /** Node that it goes to, or several. */
  readonly to?: string | readonly string[];
  /** Conversation it belongs to, e.g. `order-17`. */
  readonly tag?: string | readonly string[];
  /** Which one of its (tag, from, to), counting from 0. */
  readonly ordinal?: number;
  readonly carrier?: Carrier;
  /** Of a call or cast the request, of a reply the value, else the message itself. */
  readonly body?: DataPattern;
}

/** What the wire shows of a message. */
export interface MessageView {
  readonly tag: string;
  readonly from: string;
  readonly to: string;
  readonly ordinal: number;
  readonly carrier: Carrier;
  /** Of a call or cast the request, of a reply the value, else the message itself. */
  readonly body: unknown;
}

/** True if a name is the pattern, or begins with what stands before the pattern's `*`. */
export function isNamed(name: string, pattern: string | readonly string[]): boolean {
  if (typeof pattern !== 'string') return pattern.some((one) => isNamed(name, one));
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** True if the message is one that the match means. */
export function isMatch(match: Match, view: MessageView): boolean {
  if (match.tag !== undefined && !isNamed(view.tag, match.tag)) return false;
  if (match.from !== undefined && !isNamed(view.from, match.from)) return false;
  if (match.to !== undefined && !isNamed(view.to, match.to)) return false;
  if (match.ordinal !== undefined && view.ordinal !== match.ordinal) return false;
  if (match.carrier !== undefined && view.carrier !== match.carrier) return false;
  return match.body === undefined || fits(view.body, match.body);
}

function names(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join('|');
}

/** The match as a phrase for plans and messages: `call from web-1 to shop-* in order-17`. */
export function printMatch(match: Match): string {
  const words = [match.carrier === undefined ? 'messages' : `${match.carrier} messages`];
  if (match.body !== undefined) words.push(`like ${JSON.stringify(match.body)}`);
  if (match.from !== undefined) words.push(`from ${names(match.from)}`);
  if (match.to !== undefined) words.push(`to ${names(match.to)}`);
  if (match.tag !== undefined) words.push(`of ${names(match.tag)}`);
  if (match.ordinal !== undefined) words.push(`number ${match.ordinal}`);
  return words.join(' ');
}
