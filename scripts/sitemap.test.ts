import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allStops } from '#site/course-map.ts';
import { sitemapXml } from './sitemap.ts';

test('sitemap: whole addresses of what there is to read, in a folder of the host as well', () => {
  const xml = sitemapXml('https://example.org/nines/', ['', 'labs/s5-retry/', '404/', 'review/']);
  expect([...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address)).toEqual([
    'https://example.org/nines/',
    'https://example.org/nines/labs/s5-retry/',
  ]);
});

test.each(['course', ...allStops.map(({ id }) => id)])(
  'social picture of %s: it is there, in the size that networks ask for',
  (id) => {
    const png = readFileSync(`public/og/${id}.png`);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(png.length).toBeLessThan(80_000);
  },
);
