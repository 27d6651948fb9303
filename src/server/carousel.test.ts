import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Carousel } from './carousel.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('carousel: everybody is visited once in each turn, and never all at once', () => {
  const visits: { readonly member: number; readonly atMs: number }[] = [];
  const began = Date.now();
  const carousel = new Carousel<number>(10_000, (member) =>
    visits.push({ member, atMs: Date.now() - began }),
  );
  for (let member = 0; member < 100; member++) carousel.add(member);
  vi.advanceTimersByTime(30_000);
  for (let member = 0; member < 100; member++) {
    const times = visits.filter((visit) => visit.member === member).map(({ atMs }) => atMs);
    expect(times).toHaveLength(3);
    expect(times[1]).toBe((times[0] ?? 0) + 10_000);
  }
  for (const { atMs } of visits)
    expect(visits.filter((visit) => visit.atMs === atMs)).toHaveLength(5);
  carousel.close();
});

test('carousel: who has left, even while others are visited, is not visited any more', () => {
  const visited: string[] = [];
  const carousel = new Carousel<string>(500, (member) => {
    visited.push(member);
    carousel.remove('bo');
  });
  carousel.add('ada');
  carousel.add('bo');
  vi.advanceTimersByTime(1_000);
  expect(visited).toEqual(['ada', 'ada']);
  carousel.close();
});
