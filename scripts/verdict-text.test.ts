import { expect, test } from 'vitest';
import { shownLines } from './verdict-text.ts';

test('a shown table: its columns are aligned, and a gap is seen without colour', () => {
  const table = {
    title: 'Coverage',
    note: 'How often.',
    columns: ['fault', 'web to shop', 'shop to pay'],
    rows: [
      {
        head: 'partition',
        cells: [
          { text: '12', mark: 'good' },
          { text: '0', mark: 'gap' },
        ],
      },
    ],
  } as const;
  expect(shownLines([table])).toEqual([
    '',
    '  Coverage',
    '  How often.',
    '',
    '  fault      web to shop  shop to pay',
    '  partition  ✓ 12         ○ 0',
  ]);
});
