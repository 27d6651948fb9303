/** Mistakes that end a run: each must end it in the same place, with the same words, everywhere. */
import { call, receive, self, send, sleep, spawn, work } from 'nines';

/** A loop without end. */
export async function endless(): Promise<void> {
  await sleep(3);
  for (let i = 0; ; i += 1) if (i < 0) return;
}

function down(n: number): number {
  return n < 0 ? n : 1 + down(n + 1);
}

/** A recursion without end, which no catch may stop. */
export async function bottomless(): Promise<void> {
  await sleep(3);
  try {
    console.log(down(0));
  } catch (error) {
    console.log('caught', error);
  } finally {
    console.log('finally');
  }
}

async function downAwaited(n: number): Promise<number> {
  return n < 0 ? n : 1 + (await downAwaited(n + 1));
}

/** The same with async calls. */
export async function bottomlessAwaited(): Promise<void> {
  await downAwaited(0);
}

/** Something that cannot be copied. */
export async function uncopyable(): Promise<void> {
  send(self(), { deep: [new WeakMap()] });
}

export async function negative(): Promise<void> {
  await work(-1);
}

export async function toNowhere(): Promise<void> {
  await call({ name: 'server', node: 'nowhere' }, 1);
}

/** Uses 'nines' where no process may: while a message is looked at. */
export async function meddler(): Promise<void> {
  send(self(), 1);
  await receive(() => {
    send(self(), 2);
    return true;
  });
}

/** A closure cannot be started: it would share memory. */
export async function closure(): Promise<void> {
  const bodies = [async (): Promise<void> => undefined];
  for (const body of bodies) spawn(body);
}
