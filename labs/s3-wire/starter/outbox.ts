/** What is sent over one connection: at once, whatever the socket says. */
import { genTcp, type Socket } from 'nines';
import { encode } from './codec.ts';
import type { Frame } from './types.ts';

const version = 2;

/** Sends a frame. */
export function push(sock: Socket, frame: Omit<Frame, 'version'>): void {
  for (const bytes of encode({ version, ...frame })) genTcp.trySend(sock, bytes);
}
