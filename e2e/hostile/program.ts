/**
 * What a hostile program is made of: the server of the smallest lab, which answers each number with the next one, and
 * something that it does besides. All go through the compiler, as everything does that a learner sends.
 */
import type { Stopped } from '#grader/verdict.ts';

export interface HostileProgram {
  readonly name: string;
  readonly source: string;
  /**
   * What must come of it: the code of a stop, several where the browser decides which limit is met first, `rejected`
   * by the compiler with that problem, `passed` where the attack has no effect on an honest answer.
   */
  readonly ends: readonly (Stopped['code'] | 'passed' | 'failed' | `rejected: ${string}`)[];
  /** What the message must say. */
  readonly says?: RegExp;
}

/** A server that does something hostile before each answer. */
export function server(hostile: string, top = ''): string {
  return `import { any, call, receive, reply, send, self, sleep, spawn, type Call } from 'nines';
${top}
export async function main(): Promise<void> {
  const kept: unknown[] = [self(), call, sleep, spawn, send, any];
  for (;;) {
    const { from, request } = await receive<Call<number>>();
    ${hostile}
    if (kept.length > 0) reply(from, request + 1);
  }
}`;
}

/** A server that does something hostile before anybody asks it anything. */
export function starting(hostile: string, top = ''): string {
  return server('', top).replace('for (;;) {', `${hostile}\n  for (;;) {`);
}

/** A server that answers wrongly if any of the attempts works. */
export function attempts(...expressions: string[]): string {
  const list = expressions.map((expression) => `() => (${expression})`).join(',\n  ');
  return server(
    'let worked = 0; for (const attempt of attempts) { try { attempt(); worked++; console.error(String(attempt)); } catch {} } if (worked > 0) { reply(from, -1); continue; }',
    `const attempts: (() => unknown)[] = [\n  ${list},\n];`,
  );
}
