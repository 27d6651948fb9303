/** Full screen and the theme of this window. They are there while the pointer moves or the keyboard is on them. */
import { useEffect, useState } from 'preact/hooks';

const themeKey = 'nines:projector-theme';
type Theme = 'projector' | 'dark';

function themeNow(): Theme {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'projector';
}

function useFullScreen(): boolean {
  const [isFull, setIsFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const look = (): void => setIsFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return isFull;
}

/** True for a few seconds after the pointer has moved. */
function usePointer(): boolean {
  const [isMoving, setIsMoving] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = (): void => {
      setIsMoving(true);
      clearTimeout(timer);
      timer = setTimeout(() => setIsMoving(false), 3_000);
    };
    addEventListener('pointermove', moved);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', moved);
    };
  }, []);
  return isMoving;
}

/** Asks the system to leave the screen on while the window is in sight; where it cannot, the system's own settings rule. */
function useWakeLock(): void {
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === 'visible')
        void navigator.wakeLock?.request('screen').catch(() => undefined);
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => document.removeEventListener('visibilitychange', ask);
  }, []);
}

export function Tools() {
  const [theme, setTheme] = useState(themeNow);
  const isFull = useFullScreen();
  const isMoving = usePointer();
  useWakeLock();
  const other: Theme = theme === 'dark' ? 'projector' : 'dark';
  const turn = (): void => {
    document.documentElement.dataset['theme'] = other;
    setTheme(other);
    try {
      localStorage.setItem(themeKey, other);
    } catch {
      // The next window begins light again.
    }
  };
  const fill = (): void =>
    void (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return (
    <div
      class={`projector-tools${isMoving ? ' is-there' : ''}`}
      role="group"
      aria-label="This window"
    >
      <button type="button" onClick={turn}>
        {theme === 'dark' ? 'Light' : 'Dark'}
      </button>
      {document.fullscreenEnabled && (
        <button type="button" onClick={fill}>
          {isFull ? 'Leave full screen' : 'Full screen'}
        </button>
      )}
    </div>
  );
}
