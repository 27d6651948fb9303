/** A server counts versions from one again after a restart, so an old version fits a new value. */
import { call, disk, receive, reply, sleep, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Read {
  readonly version: string;
  readonly value: string;
}
type Request = 'read' | { readonly put: string } | { readonly swap: Read };
const register = { name: 'register', node: 'db' };

export async function registerServer({ fixed }: Twin): Promise<void> {
  const boots = ((await disk.get('boots')) as number | undefined) ?? 0;
  await disk.put('boots', boots + 1);
  let count = 0;
  let value = `initial of boot ${boots}`;
  for (;;) {
    const { from, request } = await receive<Call<Request>>();
    // The mistake: the version says nothing of the life of the server in which it was given.
    const version = fixed ? `${boots}.${count}` : `${count}`;
    if (request === 'read') reply(from, { version, value });
    else if ('put' in request) {
      value = request.put;
      count += 1;
      reply(from, true);
    } else {
      const fits = request.swap.version === version;
      if (fits) {
        observe({ kind: 'swapped', expected: request.swap.value, found: value });
        value = 'swapped';
        count += 1;
      }
      reply(from, fits);
    }
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(client, await nextOperation<string>());
}

async function client({ id, args }: Operation<string>): Promise<void> {
  if (args === 'put') await call(register, { put: `value of ${id}` }, 200);
  else {
    const read = await call<Read>(register, 'read', 200);
    await sleep(400);
    if (read.kind === 'ok') await call(register, { swap: read.value }, 200);
  }
  observe({ kind: 'answered', operation: id, answer: 'done' });
}
