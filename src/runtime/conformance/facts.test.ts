import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { facts } from './facts.ts';
import { linesOf } from './fact.ts';

const wanted = ['facts.out', 'more.out', 'groups.out', 'sockets.out'].flatMap((file) =>
  readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n'),
);

describe('conformance with Erlang/OTP', () => {
  test.each(facts.map((fact) => [fact.id, fact.title, fact] as const))('%s: %s', (id, _, fact) => {
    expect(linesOf(fact)).toEqual(wanted.filter((line) => line.startsWith(`${id}\t`)));
  });

  test('conformance: every fact that real Erlang printed is here', () => {
    const printed = new Set(wanted.map((line) => line.split('\t')[0]));
    expect(new Set(facts.map(({ id }) => id))).toEqual(printed);
  });
});
