/**
 * A wire by plain HTTP, for networks that let no WebSocket through: asks every few seconds for what is new, and posts
 * what is said. Posts go one after the other, so that their order is kept.
 */
import { callRoom, type Called, type Fetch } from './calls.ts';
import type { ClientFrame, ServerFrame } from './protocol.ts';
import { routes } from './routes.ts';
import type { OpenWire } from './wire.ts';

const everyMs = 2_500;
/** An answer that takes longer than this is given up; a phone's radio may need several seconds. */
const patienceMs = 20_000;

/** Answers that mean this person, and not this request: who is not known, not let in, or comes after the end. */
const barring: ReadonlySet<number> = new Set([401, 403, 410]);

export interface Polling {
  readonly fetch: Fetch;
  /** Origin of the room, without a slash at the end. */
  readonly origin: string;
  /** Chance between 0 and 1, so that a class does not ask in step. */
  readonly random: () => number;
}

/** Frames of an answer: one, or a list. */
function framesIn(value: unknown): ServerFrame[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter(
    (one): one is ServerFrame => typeof one === 'object' && one !== null && 'frame' in one,
  );
}

/** Opens wires that ask. */
export function pollingWires({ fetch, origin, random }: Polling): OpenWire {
  return ({ credential, after }, events) => {
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let posts = Promise.resolve();

    const take = (called: Called): boolean => {
      if (gone.signal.aborted) return false;
      if (called.kind === 'done') {
        for (const frame of framesIn(called.value)) {
          // A frame may be the wire's end, and what follows it then is nobody's.
          if (!gone.signal.aborted) events.frame(frame);
        }
        return !gone.signal.aborted;
      }
      gone.abort();
      clearTimeout(timer);
      const isBarred = called.kind === 'refused' && barring.has(called.status);
      events.down({ refused: isBarred ? called.why : null });
      return false;
    };
    const call = (path: string, frame?: ClientFrame): Promise<Called> =>
      callRoom(fetch, origin + path, {
        credential,
        signal: AbortSignal.any([gone.signal, AbortSignal.timeout(patienceMs)]),
        ...(frame && { method: 'POST', body: frame }),
      });
    const ask = async (): Promise<void> => {
      if (!take(await call(`${routes.events}?after=${after()}`))) return;
      timer = setTimeout(() => void ask(), everyMs * (0.75 + random() / 2));
    };
    void ask();
    return {
      send: (frame) => {
        // Who asks is here.
        if (frame.frame !== 'send') return;
        posts = posts.then(async () => void take(await call(routes.messages, frame)));
      },
      close: () => {
        gone.abort();
        clearTimeout(timer);
      },
    };
  };
}
