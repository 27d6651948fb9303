/** A view of the session that is drawn anew at a calm pace, however much happens in it. */
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '#workshop/session.ts';
import type { PanelProps } from './desk.ts';

export interface Look {
  /** Grows with every look. */
  readonly at: number;
  readonly session: Session;
  /** The server's clock at the look. */
  readonly nowMs: number;
}

/** So many people are looked at as often as a view asks; twice as many half as often, as a look costs by the person. */
const peopleAtFullPace = 1_000;

/** The session and the time, at most once in `everyMs`, less often in a very large room; null before it is known. */
export function useLook({ room, desk }: PanelProps, everyMs: number): Look | null {
  const [look, setLook] = useState<Look | null>(() => {
    const session = room.seen.peek()?.session;
    return session ? { at: 0, session, nowMs: room.link.nowMs() } : null;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastMs = 0;
    let paceMs = everyMs;
    const take = (): void => {
      timer = undefined;
      lastMs = performance.now();
      const session = room.seen.peek()?.session;
      if (!session) return;
      const people = Object.keys(session.participants).length;
      paceMs = everyMs * Math.max(1, people / peopleAtFullPace);
      setLook((before) => ({ at: (before?.at ?? 0) + 1, session, nowMs: room.link.nowMs() }));
    };
    const end = effect(() => {
      // Both are asked for: what happens, and that time goes by.
      void room.seen.value;
      void desk.tick.value;
      timer ??= setTimeout(take, Math.max(0, paceMs - (performance.now() - lastMs)));
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [room, desk, everyMs]);
  return look;
}
