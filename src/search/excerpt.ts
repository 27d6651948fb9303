/** The stretch of a text that shows best why it was found. */
import { comparable } from './document.ts';

/** A piece of a text; matches are marked. */
export interface Segment {
  readonly text: string;
  readonly isMatch: boolean;
}

interface Word {
  readonly start: number;
  readonly end: number;
  readonly isMatch: boolean;
}

function wordsIn(text: string, terms: readonly string[]): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => {
    const form = comparable(word);
    // A name like `receiveResponse` is found by its parts as well, so a match may begin inside the word.
    const isMatch = form !== null && terms.some((term) => form === term || form.startsWith(term));
    return { start: index, end: index + word.length, isMatch };
  });
}

/** The text in pieces, each either wholly a match or not one. */
export function marked(text: string, terms: readonly string[]): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, isMatch } of wordsIn(text, terms)) {
    if (!isMatch) continue;
    if (start > at) segments.push({ text: text.slice(at, start), isMatch: false });
    segments.push({ text: text.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at), isMatch: false });
  return segments;
}

/**
 * About `length` characters around the place where most of the terms stand close together, cut between words.
 * Where nothing matches, the beginning.
 */
export function excerpt(text: string, terms: readonly string[], length = 150): readonly Segment[] {
  const words = wordsIn(text, terms);
  const matches = words.filter(({ isMatch }) => isMatch);
  let best = { start: 0, count: 0 };
  for (const { start } of matches) {
    const within = matches.filter((other) => other.start >= start && other.end <= start + length);
    const count = new Set(within.map((word) => text.slice(word.start, word.end).toLowerCase()))
      .size;
    if (count > best.count) best = { start, count };
  }
  // A few words before the match say what it is about.
  const wanted = Math.max(0, Math.min(best.start - length / 4, text.length - length));
  const from = words.find(({ start }) => start >= wanted)?.start ?? 0;
  const begin = wanted === 0 ? 0 : from;
  const end = words.findLast((word) => word.end <= begin + length)?.end ?? text.length;
  const isWhole = begin + length >= text.length;
  const cut = isWhole ? text.slice(begin) : `${text.slice(begin, end)} …`;
  return marked(begin > 0 ? `… ${cut}` : cut, terms);
}
