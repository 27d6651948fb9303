/** The desk's life in the page: its clock, its keys, its width, and since when what it shows is old. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Room } from '#room/room.ts';
import type { Course, Desk, Panel } from './desk.ts';
import { keysAreOn, moveInList, singleKey } from './keys.ts';

/** How often times of day and “3 min ago” are written anew, milliseconds. */
const tickMs = 1_000;

/** Width of an element in rem, which the projector theme makes larger. */
export function useWidthRem(): readonly [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(90);
  useLayoutEffect(() => {
    if (element === null) return;
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setWidth(element.clientWidth / (rem || 16));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}

/** Puts the focus where work in a panel begins: its first item, else the panel itself. */
function focusPanel(id: string): void {
  const panel = document.querySelector<HTMLElement>(`#panel-${id}`);
  const start = panel?.querySelector<HTMLElement>('[data-start], [data-item]');
  (start ?? panel)?.focus();
}

interface DeskUse {
  readonly desk: Desk;
  /** What a screen reader is told. */
  readonly said: ReadonlySignal<string>;
  /** The panel that was last gone to. */
  readonly wanted: string | null;
  readonly show: (panel: string) => void;
}

/** One desk for the life of a console. */
export function useDesk(course: Course): DeskUse {
  const [wanted, show] = useState<string | null>(null);
  const said = useMemo(() => signal(''), []);
  const desk = useMemo<Desk>(
    () => ({
      course,
      person: signal<string | null>(null),
      tick: signal(0),
      tell: (sentence) => (said.value = sentence),
      go: (panel) => {
        show(panel);
        // After the tab is drawn.
        requestAnimationFrame(() => focusPanel(panel));
      },
    }),
    [course, said],
  );
  useEffect(() => {
    const timer = setInterval(() => (desk.tick.value += 1), tickMs);
    return () => clearInterval(timer);
  }, [desk]);
  return { desk, said, wanted, show };
}

/** When the room was last heard of, by this machine's clock. */
export function useLiveAt(room: Room, desk: Desk): ReadonlySignal<number> {
  const liveAtMs = useMemo(() => signal(Date.now()), []);
  useEffect(
    () =>
      effect(() => {
        // Both are asked for: the clock ticks while nothing happens, and nothing happens while the link is away.
        void desk.tick.value;
        const { connection } = room.link;
        if (room.seen.value && (connection === 'live' || connection === 'polling'))
          liveAtMs.value = Date.now();
      }),
    [room, desk, liveAtMs],
  );
  return liveAtMs;
}

/** Keys that go to panels, move in lists and show the keys. */
export function useKeys(panels: readonly Panel[], desk: Desk, help: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (moveInList(event)) {
        event.preventDefault();
        return;
      }
      const key = keysAreOn() ? singleKey(event) : null;
      const panel = panels.find((one) => one.key === key);
      if (key === 'f') {
        event.preventDefault();
        desk.go('people');
        // After the tab is drawn and has the focus.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => document.querySelector<HTMLElement>('#find-person')?.focus()),
        );
        return;
      }
      if (key !== '?' && panel === undefined) return;
      event.preventDefault();
      if (panel) desk.go(panel.id);
      else help();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}
