/** Processes that actors start: each ends, or goes on, in a way of its own. */
import { any, exit, receive, self, send, sleep, spawn, trapExit, work, type Pid } from 'nines';

export interface ChildRole {
  readonly kind: string;
  readonly n: number;
  readonly parent?: Pid;
}

class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  constructor(code: number) {
    super(`refused with ${code}`);
    this.code = code;
  }
}

export async function child({ kind, n, parent }: ChildRole): Promise<unknown> {
  switch (kind) {
    case 'returns':
      return n;
    case 'sleeps':
      await sleep(n % 50);
      return 'slept';
    case 'exits':
      await sleep(n % 5);
      return exit(['done', n]);
    case 'stops':
      return exit(n % 2 === 0 ? 'shutdown' : 'normal');
    case 'throws':
      throw new Refusal(n);
    case 'throws-a-number':
      throw n;
    case 'fails':
      return (undefined as unknown as { field: number }).field;
    case 'fails-again':
      return again(n);
    case 'works':
      await work((n % 10) + 0.5);
      return undefined;
    case 'ticks':
      for (let i = 0; i < n % 5; i += 1) {
        await sleep(n % 7);
        if (parent !== undefined) send(parent, { kind: 'tick', i, from: self() });
      }
      return undefined;
    case 'traps':
      trapExit(true);
      console.log('trapped', await receive({ kind: 'EXIT', from: any, reason: any }, 200 + n));
      return exit('trapped');
    case 'busy':
      return busy(n);
    case 'family':
      for (let i = 0; i < n % 4; i += 1) spawn(child, { kind: 'sleeps', n: n + i }, { link: true });
      await receive('never', 20);
      throw new Refusal(n);
    default:
      return await receive('never');
  }
}

/** An error of the language itself, caught, and thrown on. */
function again(n: number): number {
  try {
    return (JSON.parse('{') as { n: number }).n + n;
  } catch (error) {
    console.warn('caught', String(error));
    throw error;
  }
}

/** Computes for more than one slice without waiting for anything: others get their turn all the same. */
async function busy(n: number): Promise<number> {
  let sum = n;
  for (let i = 0; i < 4_500; i += 1) sum = await mix(sum, i);
  console.log('busy', sum);
  return sum;
}

async function mix(sum: number, i: number): Promise<number> {
  return (sum * 31 + i) % 65_521;
}
