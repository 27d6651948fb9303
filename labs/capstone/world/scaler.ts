/** What runs as `scaler`: pays for as many machines as the night needs. */
import { receive } from 'nines';
import { observe } from 'nines/world';
import { allNodes } from './town.ts';

export async function scaler(): Promise<void> {
  observe({ kind: 'fleet', nodes: [...allNodes] });
  await receive('never');
}
