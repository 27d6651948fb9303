import { expose } from 'comlink';
import { describe, expect, test } from 'vitest';
import { CompilerClient } from './client.ts';
import type { CompilerWorker } from './client.ts';
import { compileLab } from './compile.ts';
import type { CompileResult, SourceText } from './compile.ts';
import { sourceCharactersMax } from './limits.ts';
import type { Compiler } from './worker.ts';

const files = (source = 'export const a = 1;'): SourceText[] => [
  { file: 'a.ts', source, origin: 'learner' },
];

/** A client whose workers live in this thread; each behaves as `compilers` says, the last for all that follow. */
function clientOf(...compilers: Partial<Compiler>[]): {
  client: CompilerClient;
  compiled: string[];
  ended: number[];
  started: () => number;
} {
  const compiled: string[] = [];
  const ended: number[] = [];
  let started = 0;
  const startWorker = (): CompilerWorker => {
    const { port1, port2 } = new MessageChannel();
    const number = started;
    const behaviour = compilers[Math.min(number, compilers.length - 1)];
    started += 1;
    expose(
      {
        ready: () => true,
        compile: (sources: readonly SourceText[]) => {
          compiled.push(sources[0]?.source ?? '');
          return compileLab(sources);
        },
        ...behaviour,
      },
      port2,
    );
    return Object.assign(port1, {
      terminate: () => {
        ended.push(number);
        port1.close();
      },
    });
  };
  return { client: new CompilerClient(startWorker, 50), compiled, ended, started: () => started };
}

/** Something that never comes. */
const never = (): Promise<never> => new Promise(() => undefined);

describe('compiling in a worker', () => {
  test('gives what the compiler gives', async () => {
    const { client } = clientOf({});
    const source = 'export async function f() { await 1; }';
    expect(await client.compile(files(source))).toEqual(compileLab(files(source)));
    expect(await client.compile(files('enum A {}'))).toEqual(compileLab(files('enum A {}')));
  });

  test('the same files are compiled once, others anew', async () => {
    const { client, compiled, started } = clientOf({});
    const first = await client.compile(files());
    expect(await client.compile(files())).toBe(first);
    await client.compile(files('export const b = 2;'));
    await client.compile(files());
    expect(compiled).toEqual(['export const a = 1;', 'export const b = 2;', 'export const a = 1;']);
    expect(started()).toBe(1);
  });

  test('files too large never reach the worker', async () => {
    const { client, started } = clientOf({});
    const result = await client.compile(files('x'.repeat(sourceCharactersMax + 1)));
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'too-large' }] });
    expect(started()).toBe(0);
  });

  test('a worker that takes too long is ended, and the next run has a new one', async () => {
    const { client, ended, started } = clientOf({ compile: never }, {});
    expect(await client.compile(files())).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'too-slow',
          place: { file: 'a.ts' },
          remedy: expect.stringContaining('Press Run again'),
        },
      ],
    });
    expect(ended).toEqual([0]);
    expect(await client.compile(files())).toMatchObject({ ok: true });
    expect(started()).toBe(2);
  });

  test('loading is not counted as compiling', async () => {
    const { client } = clientOf({
      ready: () => new Promise((resolve) => setTimeout(resolve, 120, true)),
    });
    expect(await client.compile(files())).toMatchObject({ ok: true });
  });

  test('a run that is stopped rejects at once, before, in and after the queue', async () => {
    const { client, compiled } = clientOf({});
    await expect(client.compile(files(), AbortSignal.abort('early'))).rejects.toBe('early');
    const stopped = new AbortController();
    const first = client.compile(files());
    const second = client.compile(files('export const b = 2;'), stopped.signal);
    stopped.abort('stopped');
    await expect(second).rejects.toBe('stopped');
    await first;
    await client.compile(files('export const c = 3;'));
    expect(compiled).toEqual(['export const a = 1;', 'export const c = 3;']);
  });

  test('a worker that cannot be loaded says what to do, and is tried again', async () => {
    const { client, ended } = clientOf({ ready: () => fail() }, {});
    await expect(client.compile(files())).rejects.toThrow(
      'The compiler could not be loaded. Check the connection, then press Run again.',
    );
    expect(ended).toEqual([0]);
    expect(await client.compile(files())).toMatchObject({
      ok: true,
    } satisfies Partial<CompileResult>);
  });

  test('prewarming loads the worker that the run then uses', async () => {
    const { client, started } = clientOf({});
    client.prewarm();
    await client.compile(files());
    expect(started()).toBe(1);
  });
});

function fail(): never {
  throw new Error('not found');
}
