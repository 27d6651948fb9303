import { expect, test } from 'vitest';
import { labFiles, labTabs } from './lab-lookup.ts';

const sources = {
  '/labs/s5-retry/starter/client.ts': 'client',
  '/labs/s5-retry/starter/server.ts': 'server',
  '/labs/s5-retry/world/types.ts': 'types',
  '/labs/s5-retry/world/deep/inner.ts': 'inner',
  '/labs/s6-share/starter/client.ts': 'another client',
};

test('lab lookup: finds the files of one lab, by folder, without those of others', () => {
  expect(labFiles(sources, 's5-retry')).toEqual({
    starter: [
      { file: 'client.ts', source: 'client' },
      { file: 'server.ts', source: 'server' },
    ],
    world: [{ file: 'types.ts', source: 'types' }],
  });
});

test('lab lookup: tabs follow the brief, the editable ones first', () => {
  const brief = { files: ['server.ts', 'client.ts'], given: ['types.ts'] };
  const tabs = labTabs('s5-retry', labFiles(sources, 's5-retry'), brief);
  expect(tabs.map(({ file, access }) => [file, access])).toEqual([
    ['server.ts', 'editable'],
    ['client.ts', 'editable'],
    ['types.ts', 'given'],
  ]);
});

test('lab lookup: a file that the brief names and the folder lacks stops the build', () => {
  const brief = { files: ['clients.ts'], given: [] };
  expect(() => labTabs('s5-retry', labFiles(sources, 's5-retry'), brief)).toThrow(
    'labs/s5-retry/starter/clients.ts does not exist',
  );
});
