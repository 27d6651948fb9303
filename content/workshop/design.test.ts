/** The numbers that the page about the room's design gives are the ones that the room has. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { limits, presence } from '#workshop/limits.ts';

const page = readFileSync('content/workshop/design.mdx', 'utf8');
const server = (file: string): string => readFileSync(`src/server/${file}.ts`, 'utf8');
const many = (value: number): string => value.toLocaleString('en');

test('design page: bounds are those of limits.ts', () => {
  const seconds = (ms: number): string => `${ms / 1_000} s`;
  for (const text of [
    `${limits.burst} messages at once, ${limits.perSecond} a second`,
    `${limits.frameBytesMax / 1_048_576} MB, ${limits.messagesMax} messages`,
    `${many(limits.catchUpMax)} events`,
    `${limits.guessesPerMinute} a minute for each address`,
    `${limits.guessesPerMinuteOfSession} for each session`,
    `${limits.keptMax / 1_048_576} MB`,
    `_here_ every ${seconds(presence.everyMs)}`,
    `not heard of for ${seconds(presence.awayAfterMs)}`,
  ])
    expect(page).toContain(text);
});

test('design page: what the server does in its own time is what its files say', () => {
  expect(page).toContain('20,000 messages wait, 500 share a commit');
  expect(server('live-session')).toContain('batchMax = 500;');
  expect(server('live-session')).toContain('queueMax = 20_000;');
  expect(page).toContain('gathered for 20 to 250 ms');
  expect(server('fanout')).toContain('atLeastMs: 20, atMostMs: 250');
  expect(page).toContain('1 MB unread, for 30 s');
  expect(server('fanout')).toContain('patienceMs = 30_000;');
  expect(page).toContain('pings every 25 s');
  expect(server('socket')).toContain('pingEveryMs = 25_000;');
});

test('design page: the sentences of its alarms are the ones that are said', () => {
  const said = [
    server('sqlite-store'),
    server('callers'),
    readFileSync('src/workshop/line.ts', 'utf8'),
  ]
    .join('\n')
    .replaceAll('’', "'");
  for (const sentence of [
    'The disk is full: free some space. Nothing that was acknowledged is lost.',
    "Another program has the room's database locked: close it.",
    'The room was updated since this page was opened. Reload the page; what waits is kept.',
    'This link is not valid here: ask the instructor for a new one',
  ]) {
    expect(page).toContain(sentence);
    expect(said).toContain(sentence);
  }
});
