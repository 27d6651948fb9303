/** The report of the night: how available each function was, by requests and by time. */
import type { History, Line } from './history.ts';

/** A line for each function: see the brief for what counts, and as what. */
export function report(_history: History): Line[] {
  return [];
}
