/** The room's clock for views that count. */
import { useEffect, useState } from 'preact/hooks';
import type { Room } from '#room/room.ts';

/** The server's time, anew every so many milliseconds. */
export function useNow(room: Room, everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => room.link.nowMs());
  useEffect(() => {
    const look = (): void => setNowMs(room.link.nowMs());
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, [room, everyMs]);
  return nowMs;
}
