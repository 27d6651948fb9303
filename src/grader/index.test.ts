import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { compileLab } from '#compiler/compile.ts';
import { sitesPerFile } from '#runtime/program.ts';
import { grade } from './grade.ts';
import * as api from './index.ts';
import { finish } from './mini-lab.ts';
import type { LabProgram } from './program.ts';

/** The example at the head of index.ts, run as it stands there. */
function exampleGrader(): api.LabGrader {
  const source = readFileSync(new URL('index.ts', import.meta.url), 'utf8');
  const head = source.slice(0, source.indexOf('*/'));
  const text = head
    .slice(head.indexOf('@example') + '@example'.length)
    .split('\n')
    .map((line) => line.replace(/^ \* ?/, ''))
    .join('\n');
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  const names = Object.keys(api);
  const exported: { grader?: api.LabGrader } = {};
  // The example is text of ours, and is to be run as it stands.
  new Function('exports', ...names, outputText)(exported, ...Object.values(api));
  if (exported.grader === undefined) throw new Error('the example exports a grader');
  return exported.grader;
}

const payhub = `
import { receive, reply, type Call } from 'nines';
import { observe } from 'nines/world';
export async function payhub(): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<{ readonly order: string }>>();
    observe({ kind: 'charged', order: request.order });
    reply(from, 'charged');
  }
}`;

const web = `
import { receive, spawn } from 'nines';
import { observe } from 'nines/world';
import { placeOrder } from './client.ts';
type Operation = { readonly id: string };
export async function web(): Promise<void> {
  for (;;) spawn(carryOut, await receive<Operation>());
}
async function carryOut({ id }: Operation): Promise<void> {
  observe({ kind: 'answered', operation: id, answer: await placeOrder(id) });
}`;

const server = `
import { call, receive, reply, type Call, type Pid } from 'nines';
export async function orderServer(a: { readonly payhub: Pid }): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call>();
    await call(a.payhub, request);
    reply(from, 'ok');
  }
}`;

/** Asks once and believes what it hears, or, with more attempts, asks until somebody answers. */
function client(attempts: number): string {
  return `
import { call } from 'nines';
export async function placeOrder(order: string): Promise<string> {
  for (let attempt = 0; attempt < ${attempts}; attempt++) {
    const result = await call({ name: 'orders', node: 'shop-1' }, { order }, 200);
    if (result.kind === 'ok') return 'ok';
  }
  return 'unknown';
}`;
}

function programOf(attempts: number): LabProgram {
  const result = compileLab([
    { file: 'payhub.ts', source: payhub, origin: 'world' },
    { file: 'web.ts', source: web, origin: 'world' },
    { file: 'server.ts', source: server, origin: 'learner' },
    { file: 'client.ts', source: client(attempts), origin: 'learner' },
  ]);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  const { modules } = result;
  return {
    files: modules.map(({ file, text, origin }) => {
      // oxlint-disable-next-line no-eval -- module text of the compiler, made from the constants above
      return { file, origin, factory: (0, eval)(text) };
    }),
    place: (site) => {
      const module = modules[Math.floor(site / sitesPerFile)];
      const at = module?.sites[site % sitesPerFile];
      if (module === undefined || at === undefined) return null;
      return { file: module.file, line: at[0], column: at[1] };
    },
  };
}

describe('the example in index.ts', () => {
  test('passes a client that asks once: at most one charge', () => {
    expect(finish(grade(exampleGrader(), programOf(1), { seeds: 'run' })).kind).toBe('passed');
  });

  test('fails one that asks again: two charges after a lost reply, at the line that asks', () => {
    const verdict = finish(grade(exampleGrader(), programOf(3), { seeds: 'grade' }));
    if (verdict.kind !== 'failed') throw new Error(verdict.kind);
    const { story, after, breach } = verdict.counterexample;
    expect(breach.code).toBe('E-1');
    expect(after).toEqual({ operations: 1, faults: 1, switches: 0 });
    expect(story.title).toBe('Two charges for one order');
    expect(story.place).toMatchObject({ file: 'server.ts', line: 6 });
    expect(story.events.map(({ text }) => text.replace(/order \d+/, 'order N'))).toContain(
      'A customer places order N',
    );
  });
});
