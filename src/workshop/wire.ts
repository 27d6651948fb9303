/**
 * One connection to the room, of either kind. A wire is used once: it opens, carries frames, and goes down; whoever
 * wants another opens another (line.ts).
 */
import type { ClientFrame, Credential, ServerFrame } from './protocol.ts';

/** What happens on a wire. After `down` or `close` nothing more does. */
export interface WireEvents {
  frame(frame: ServerFrame): void;
  /** The connection is gone; `refused` says that another one would not help, and what would. */
  down(end: { readonly refused: string | null }): void;
}

export interface Wire {
  send(frame: ClientFrame): void;
  close(): void;
}

/** What a wire says of its client when it opens. */
export interface Opening {
  readonly credential: Credential;
  /** The last `upTo` that was seen, as of now. */
  readonly after: () => number;
}

export type OpenWire = (opening: Opening, events: WireEvents) => Wire;

/** Reads a frame of the server's; null for text that is none, from a proxy's error page say. */
export function readFrame(text: string): ServerFrame | null {
  try {
    const value: unknown = JSON.parse(text);
    const isFrame =
      typeof value === 'object' &&
      value !== null &&
      'frame' in value &&
      typeof value.frame === 'string';
    // The server is our own, and what it sends is data that is shown as text.
    return isFrame ? (value as ServerFrame) : null;
  } catch {
    return null;
  }
}
