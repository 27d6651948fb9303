import { describe, expect, test } from 'vitest';
import { call, monitor, receive, spawn } from './index.ts';
import { asSentence } from './stop.ts';
import { body, play } from './test-system.ts';

const failing = body(function* () {
  yield receive();
  throw new Error('broken');
});

describe('stops and crashes', () => {
  test('stop: a message begins with a capital, unless it begins with a name', () => {
    expect(asSentence('the message holds a symbol')).toBe('The message holds a symbol');
    expect(asSentence("world 'calm' went")).toBe("World 'calm' went");
    for (const text of [
      'server.ts failed while it was loaded',
      '`spawn` was given a closure',
      '<shop-2.17> is no process',
      'supervisor.startLink was given nothing',
      '',
    ]) {
      expect(asSentence(text)).toBe(text);
    }
  });

  test('crash: a server that fails while a call waits is a stray one: the caller only asked', () => {
    const { system } = play(function* () {
      yield call(spawn(failing), 'x');
    });
    expect(system.crashes).toMatchObject([{ watched: false }]);
  });

  test('crash: whoever monitors takes care of it', () => {
    const { system } = play(function* () {
      const server = spawn(failing);
      monitor(server);
      yield call(server, 'x');
    });
    expect(system.crashes).toMatchObject([{ watched: true }]);
  });
});
