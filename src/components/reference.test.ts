import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readReference } from './reference.ts';

const small = `/** The module. */
declare module 'nines' {
  // ---- Processes ----

  /**
   * Starts a process that runs \`body\`,
   * and gives its pid. OTP: erlang:spawn/4.
   *
   * @example
   * const worker = spawn(serve);
   *   indented();
   */
  export function spawn(
    body: string,
  ): Pid;
  export function spawn(body: number): Pid;
  /** A handle. */
  export interface Pid {
    /** Its node. */
    readonly node: string;
  }
  // ---- Patterns ----
  /** Matches anything. */
  export const any: unique symbol;
}`;

test('reference: a name is shown once, with its overloads, words, OTP’s name and example', () => {
  const [processes, patterns] = readReference(small);
  expect(processes?.entries[0]).toEqual({
    name: 'spawn',
    kind: 'function',
    signature: 'function spawn(\n  body: string,\n): Pid;\nfunction spawn(body: number): Pid;',
    description: 'Starts a process that runs `body`, and gives its pid.',
    otp: 'erlang:spawn/4',
    examples: ['const worker = spawn(serve);\n  indented();'],
  });
  expect(processes?.entries[1]?.signature).toContain('readonly node: string;');
  expect(patterns).toMatchObject({ title: 'Patterns', entries: [{ name: 'any', kind: 'value' }] });
});

test('reference: every name of the course’s own declarations has words', () => {
  const groups = readReference(readFileSync('src/runtime/nines.d.ts', 'utf8'));
  const functions = groups
    .flatMap(({ entries }) => entries)
    .filter(({ kind }) => kind === 'function');
  expect(functions.length).toBeGreaterThan(30);
  expect(functions.filter(({ description }) => description === '').map(({ name }) => name)).toEqual(
    [],
  );
  expect(functions.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual(
    [],
  );
});
