import { expect, test } from 'vitest';
import { feedItems } from './feed.ts';

const chapter = (id: string, published: string) => ({
  id,
  data: { title: `About ${id}`, summary: `What ${id} says.`, published },
});

test('the newest comes first; of one day the later step', () => {
  const items = feedItems([
    chapter('s1-nodes', '2026-10-01'),
    chapter('s2-ring', '2026-11-05'),
    chapter('p-presence', '2026-11-05'),
  ]);
  expect(items.map(({ link }) => link)).toEqual([
    '/chapters/s2-ring/',
    '/chapters/p-presence/',
    '/chapters/s1-nodes/',
  ]);
});

test('an entry says the step, the title, the summary and the day', () => {
  expect(feedItems([chapter('s2-ring', '2026-11-05')])).toEqual([
    {
      title: 'Step 2: About s2-ring',
      description: 'What s2-ring says.',
      link: '/chapters/s2-ring/',
      pubDate: new Date(Date.UTC(2026, 10, 5)),
    },
  ]);
});
