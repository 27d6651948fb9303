/**
 * A shop has so many lines to the ledger for votes. A vote holds one from when it is sent there until it is answered. If
 * none is free, it waits at the ledger, where nobody can call it back. So wait here instead, and look at the clock once
 * more when it is your turn.
 */
import { giveLine, takeLine } from './lines.ts';

/** Waits until one of this shop's lines is free, and takes it. First come, first served. */
export async function slot(): Promise<void> {
  await takeLine();
}

/** Gives the line to whoever has waited longest. To be called once for each `slot()`, whatever came of it. */
export function release(): void {
  giveLine();
}
