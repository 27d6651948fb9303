import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { beamTrack, stopOf } from '#site/course-map.ts';
import { trackFor } from '#workshop/programme.ts';
import { trackSource, type TrackSource } from '#workshop/track-source.ts';

const read = (file: string): unknown => parse(readFileSync(`content/${file}`, 'utf8'));

const agenda = z.array(trackSource).parse(read('agenda.yaml'));

const sum = (items: readonly { readonly minutes: number }[]): number =>
  items.reduce((total, { minutes }) => total + minutes, 0);

const isBeam = (id: string): boolean => id.startsWith('beam-');
const chaptersOf = ({ items }: Pick<TrackSource, 'items'>): string[] => [
  ...new Set(items.flatMap((item) => ('chapter' in item ? [item.chapter] : []))),
];
const course = {
  titleOf: (id: string) => stopOf(id)?.title ?? '',
  written: readdirSync('content').filter((id) => existsSync(`content/${id}/chapter.mdx`)),
};

const clock = (id: string): string[] => {
  const track = agenda.find((each) => each.id === id);
  let now = track === undefined ? 0 : Number(track.start.slice(0, 2)) * 60;
  const breaks: string[] = [];
  for (const item of track?.items ?? []) {
    if ('break' in item) breaks.push(`${Math.floor(now / 60)}:${now % 60}`);
    now += item.minutes;
  }
  return [...breaks, `${Math.floor(now / 60)}:${now % 60}`];
};

/** So many characters of code fit beside the margin of a page; longer lines are cut there. */
const codeColumns = 74;

describe.each(globSync(['content/*/chapter.mdx', 'labs/*/brief.mdx']))('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  test('code: no line is longer than the page shows', () => {
    const fences = [...text.matchAll(/^```\w.*?\n(.*?)^```/gms)].map(([, code = '']) => code);
    const long = fences
      .flatMap((code) => code.split('\n'))
      .filter((line) => line.length > codeColumns);
    expect(long).toEqual([]);
  });

  test('corrections: each ends its paragraph, or the rest of it would stand in the margin', () => {
    expect(text.match(/<Erratum n=\{\d+\} \/>(?! *(\n|<Erratum)).*/g)).toBeNull();
  });
});

describe('agenda', () => {
  test.each(agenda.map((track) => [track.title, track] as const))(
    '%s: the minutes add up, with and without breaks, and every phase to its item',
    (_, track) => {
      expect(sum(track.items)).toBe(track.minutes);
      expect(sum(track.items.filter((item) => !('break' in item)))).toBe(track.taught);
      for (const item of track.items) {
        if ('chapter' in item) expect(item.talk + item.lab + item.close).toBe(item.minutes);
      }
    },
  );
  test('every track of the ten steps teaches the same twelve chapters in the same order', () => {
    const chapters = agenda.filter(({ id }) => !isBeam(id)).map(chaptersOf);
    expect(chapters[0]).toHaveLength(12);
    for (const each of chapters) expect(each).toEqual(chapters[0]);
  });
  test('every track of the BEAM teaches its five chapters in the order of the map', () => {
    const chapters = agenda.filter(({ id }) => isBeam(id)).map(chaptersOf);
    expect(chapters).toHaveLength(3);
    for (const each of chapters) expect(each).toEqual(beamTrack.map(({ id }) => id));
  });
  test('an item is marked as planned exactly where its chapter is not written', () => {
    for (const track of agenda) expect(() => trackFor(track, course)).not.toThrow();
    const [first] = agenda;
    expect(() => first && trackFor(first, { ...course, written: [] })).toThrow(
      'content/agenda.yaml, w3: there is no content/p-presence/. Add “planned: true” to the item.',
    );
  });
  test('what may be cut says in which order, and keeps less than it had; hands-on steps stay', () => {
    for (const { items } of agenda) {
      const cuts = items.flatMap((item) =>
        'chapter' in item && item.cut ? [{ ...item, ...item.cut }] : [],
      );
      const orders = cuts.map(({ order }) => order).toSorted((a, b) => a - b);
      expect(orders).toEqual([...new Set(orders)]);
      for (const { keep, minutes } of cuts) expect(keep).toBeLessThan(minutes);
      const core = chaptersOf({ items: items.filter((item) => !('cut' in item && item.cut)) });
      const kept = ['s5-retry', 's9-regulate', 'b2-mailbox', 'b3-runqueue'];
      expect(core).toEqual(
        expect.arrayContaining(kept.filter((id) => chaptersOf({ items }).includes(id))),
      );
    }
  });
  test('chapter 5 takes 32, 38 and 48 minutes, and 48 is what its page says', () => {
    const steps = agenda.filter(({ id }) => !isBeam(id));
    const minutes = steps.map(({ items }) =>
      items
        .filter((item) => 'chapter' in item && item.chapter === 's5-retry')
        .reduce((total, item) => total + item.minutes, 0),
    );
    expect(minutes).toEqual([32, 38, 48]);
    expect(readFileSync('content/s5-retry/chapter.mdx', 'utf8')).toContain('\nminutes: 48\n');
  });
  test('the breaks fall where the room expects them', () => {
    expect(clock('w4')).toEqual(['13:20', '14:36', '15:50']);
    expect(clock('w8')).toEqual(['10:48', '12:29', '15:9', '17:0']);
    expect(clock('beam-w4')).toEqual(['13:15', '14:20', '15:50']);
    expect(clock('beam-w8')).toEqual(['10:10', '12:30', '15:0', '17:0']);
  });
});

const glossary = z
  .array(
    z.looseObject({
      id: z.string(),
      term: z.string(),
      definition: z.string(),
      also: z.array(z.string()).default([]),
      see: z.array(z.string()).default([]),
    }),
  )
  .parse(read('glossary.yaml'));

describe('glossary', () => {
  const ids = glossary.map(({ id }) => id);
  test('ids are unique and in order, and every cross-reference leads somewhere else', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { id, see } of glossary) {
      for (const other of see) {
        expect(ids).toContain(other);
        expect(other).not.toBe(id);
      }
    }
  });
  test('no name means two things', () => {
    const names = glossary.flatMap(({ term, also }) => also.concat(term));
    expect(names).toEqual([...new Set(names)]);
  });
});

const errata = z
  .array(z.looseObject({ n: z.number(), said: z.string(), says: z.string() }))
  .parse(read('errata.yaml'));
const says = (n: number): string => errata[n - 1]?.says ?? '';

describe('errata', () => {
  test('there are thirty, numbered, each with what was said and what the course says', () => {
    expect(errata.map(({ n }) => n)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });
  test('their figures are right', () => {
    const yearS = 365.25 * 86_400;
    expect(says(5)).toContain(`${((100 * 99) / 2).toLocaleString('en')} of them`);
    expect(says(5)).toContain(`${(100 * 99) / 15} a second`);
    expect(says(8)).toContain(`${(yearS * 1e-9 * 1000).toFixed(1)} ms a year`);
    const unavailable = 3 / (100 * (yearS / 2));
    expect(says(8)).toContain(`${(unavailable * 1e9).toFixed(1)} × 10⁻⁹`);
    expect(says(8)).toContain(`${(-Math.log10(unavailable)).toFixed(1)} nines`);
    expect(says(8)).toContain(`${Math.ceil(3 / (1e-9 * (yearS / 2)))} switches`);
    expect(says(8)).toContain(`${(-Math.log10(3 / (5 * yearS))).toFixed(1)} nines`);
    expect(says(9)).toContain(`${(yearS * 1e-5).toFixed(1)} s`);
    expect(says(9)).toContain(`${((1 - 210 / yearS) * 100).toFixed(5)} %`);
  });
});

test('sources: ids are unique, and every source that a chapter cites is there', () => {
  const ids = z
    .array(z.looseObject({ id: z.string() }))
    .parse(read('sources.yaml'))
    .map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  const chapters = readdirSync('content')
    .map((folder) => `content/${folder}/chapter.mdx`)
    .filter((file) => existsSync(file));
  expect(chapters.length).toBeGreaterThan(0);
  for (const file of chapters) {
    for (const [, id] of readFileSync(file, 'utf8').matchAll(/<Cite id="([^"]+)"/g)) {
      expect(ids).toContain(id);
    }
  }
});
