/** A wire over WebSocket. */
import { roomProtocol } from './routes.ts';
import { readFrame, type OpenWire } from './wire.ts';

/** What is used of a WebSocket; a test stands in for it with less. */
export interface SocketLike {
  addEventListener(kind: 'open' | 'close', happened: () => void): void;
  addEventListener(kind: 'message', came: (event: { readonly data: unknown }) => void): void;
  send(text: string): void;
  close(): void;
}

/** Opens wires by sockets that `makeSocket` makes. */
export function socketWires(makeSocket: () => SocketLike): OpenWire {
  return ({ credential, after }, events) => {
    let socket: SocketLike;
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      events.down({ refused: null });
    };
    try {
      socket = makeSocket();
    } catch {
      // A policy of the browser's forbids it: told like any other failure, after the caller has its wire.
      queueMicrotask(end);
      return { send: () => undefined, close: () => (isOver = true) };
    }
    socket.addEventListener('open', () => {
      const hello = { frame: 'hello', protocol: roomProtocol, credential, after: after() } as const;
      socket.send(JSON.stringify(hello));
    });
    socket.addEventListener('message', ({ data }) => {
      const frame = typeof data === 'string' ? readFrame(data) : null;
      if (!isOver && frame !== null) events.frame(frame);
    });
    // Every error of a socket is followed by its close.
    socket.addEventListener('close', end);
    return {
      send: (frame) => {
        if (!isOver) socket.send(JSON.stringify(frame));
      },
      close: () => {
        isOver = true;
        socket.close();
      },
    };
  };
}
