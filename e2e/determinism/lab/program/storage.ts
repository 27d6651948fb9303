/** Moves with the node's disk. */
import { disk } from 'nines';
import type { Actor, Move } from './script.ts';

export async function store(actor: Actor, { n }: Move): Promise<void> {
  try {
    await disk.put(`${actor.name}/${n % 4}`, { n, at: [n, new Map([[n, 'n']])] });
    console.log('stored', await disk.keys());
  } catch (error) {
    console.error('not stored', error);
  }
}

export async function recall(actor: Actor, { n }: Move): Promise<void> {
  console.log('recalled', await disk.get<unknown>(`${actor.name}/${n % 4}`));
}

export async function forget(actor: Actor, { n }: Move): Promise<void> {
  await disk.delete(`${actor.name}/${n % 4}`);
  console.log('forgotten', await disk.keys());
}
