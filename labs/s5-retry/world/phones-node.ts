/** What runs on the node `phones`: the network that takes notices to the customers' phones. */
import { receive } from 'nines';
import { observe } from 'nines/world';
import type { Notice } from './types.ts';

/** Sees each text that reaches a phone. */
export async function phones(): Promise<void> {
  const timesOf = new Map<string, number>();
  for (;;) {
    const notice = await receive<Notice | undefined>();
    const text = notice?.text ?? '';
    const times = (timesOf.get(text) ?? 0) + 1;
    timesOf.set(text, times);
    observe({ kind: 'texted', text, times });
  }
}
