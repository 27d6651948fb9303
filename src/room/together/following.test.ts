import { expect, test } from 'vitest';
import type { Place } from '#workshop/session.ts';
import { begin, follow, type FollowEvent, type Following } from './following.ts';

const at = (section: string, page = '/chapters/s5-retry/'): Place => ({ page, section, slide: 0 });
const led = (place: Place | null, isBusy = false): FollowEvent => ({ kind: 'led', place, isBusy });

/** Plays events, and gives the mode with the sections that the page went to. */
function play(events: readonly FollowEvent[]): { mode: string; went: (string | null)[] } {
  let following: Following = { mode: 'following', place: null };
  const went: (string | null)[] = [];
  for (const event of events) {
    const step = follow(following, event);
    following = step.following;
    if (step.goTo !== null) went.push(step.goTo.section);
  }
  return { mode: following.mode, went };
}

test('following: the page goes where the class goes, once for each place', () => {
  expect(play([led(at('a')), led(at('a')), led(at('b'))])).toEqual({
    mode: 'following',
    went: ['a', 'b'],
  });
});

test('following: who wanders is left alone, and comes back to where the class is by then', () => {
  const wandered = [led(at('a')), { kind: 'wandered' }, led(at('b')), led(at('c'))] as const;
  expect(play(wandered)).toEqual({ mode: 'free', went: ['a'] });
  expect(play([...wandered, { kind: 'returned' }, led(at('d'))])).toEqual({
    mode: 'following',
    went: ['a', 'c', 'd'],
  });
});

test('following: nobody is pulled away from what they type, and the next move takes them along', () => {
  expect(play([led(at('a')), led(at('b'), true)])).toEqual({ mode: 'held', went: ['a'] });
  expect(play([led(at('a')), led(at('b'), true), led(at('c'))])).toEqual({
    mode: 'following',
    went: ['a', 'c'],
  });
});

test('following: a scroll while nobody leads is no wandering, and a new beginning takes everybody', () => {
  expect(play([{ kind: 'wandered' }, led(at('a'))])).toEqual({ mode: 'following', went: ['a'] });
  expect(play([led(at('a')), { kind: 'wandered' }, led(null), led(at('b'))])).toEqual({
    mode: 'following',
    went: ['a', 'b'],
  });
});

test('begin: brought or reloaded goes on, a link of one’s own is wandering, a new tab is one’s own', () => {
  const place = at('a');
  const here = place.page;
  const mode = (...given: Parameters<typeof begin>): string => begin(...given).mode;
  expect(mode({ mode: 'following', page: here }, here, place)).toBe('held');
  expect(mode({ mode: 'following', page: '/workshop/' }, here, place)).toBe('free');
  expect(mode({ mode: 'free', page: here }, here, place)).toBe('free');
  expect(mode(null, '/glossary/', place)).toBe('free');
  expect(mode(null, '/workshop/', place)).toBe('held');
  expect(mode(null, '/glossary/', null)).toBe('following');
});
