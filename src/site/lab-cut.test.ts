import { describe, expect, test } from 'vitest';
import { cutLab } from './lab-cut.ts';
import { labTabs } from './lab-lookup.ts';

const sources = {
  '/labs/x/starter/a.ts': 'a to write',
  '/labs/x/starter/b.ts': 'b to write',
  '/labs/x/solution/a.ts': 'a solved',
  '/labs/x/solution/b.ts': 'b solved',
  '/labs/x/world/w.ts': 'world',
};
const brief = {
  minutes: 30,
  files: ['a.ts', 'b.ts'],
  given: ['w.ts'],
  invariants: [
    { code: 'X-1', sentence: 'One' },
    { code: 'X-2', sentence: 'Two' },
  ],
  workshop: { minutes: 10, files: ['b.ts'], codes: ['X-2'] },
};

describe('workshop cut', () => {
  test('the learner writes some files, and reads the solution of the others', () => {
    const cut = cutLab(sources, 'x', brief);
    expect(cut && labTabs(cut.id, cut.files, cut.brief)).toEqual([
      { file: 'b.ts', source: 'b to write', access: 'editable' },
      { file: 'a.ts', source: 'a solved', access: 'given' },
      { file: 'w.ts', source: 'world', access: 'given' },
    ]);
  });

  test('it is named after the lab, takes its own time, and checks what it names', () => {
    const cut = cutLab(sources, 'x', brief);
    expect(cut?.id).toBe('x-cut');
    expect(cut?.brief).toMatchObject({ minutes: 10, invariants: [{ code: 'X-2' }] });
  });

  test('a lab without one has none', () => {
    expect(cutLab(sources, 'x', { ...brief, workshop: undefined })).toBeNull();
  });
});
