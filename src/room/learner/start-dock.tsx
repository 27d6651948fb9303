/** Brings the dock to a page, and lets the page tell the room what its reader does. Loaded by trigger.ts. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import css from '#styles/room.css?inline';
import { hearLabs } from './lab-news.ts';
import { settleReturn } from './class-place.ts';
import { Dock } from './Dock.tsx';
import { keepLocks } from './locks.ts';
import { myRoom, type MyRoom } from './my-room.ts';
import { tellPlace, tellRun, tellRung } from './telling.ts';

function addStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

/** Gives the page as much room at its foot as the dock takes. */
function makeRoom(host: HTMLElement): void {
  const measure = (): void => {
    const height = host.querySelector('.dock-bar')?.getBoundingClientRect().height ?? 0;
    document.documentElement.style.setProperty('--dock', `${Math.ceil(height)}px`);
  };
  new ResizeObserver(measure).observe(host);
  measure();
}

function brought(mine: MyRoom, labs: readonly string[]): void {
  const list = labs.length === 1 ? 'the lab' : 'the labs';
  mine.room.notify(
    `Your work was brought here from the room: ${list} ${labs.join(', ')}. What was here before is in their histories.`,
  );
}

/** Opens the dock, once a page; nothing happens where no room was joined. */
export async function beginDock(): Promise<void> {
  const opening = myRoom();
  if (opening === null || document.querySelector('.dock') !== null) return;
  addStyles();
  const host = document.createElement('aside');
  host.className = 'dock';
  host.ariaLabel = 'The room';
  document.body.append(host);
  const mine = await opening;
  const { room } = mine;
  render(<Dock mine={mine} />, host);
  makeRoom(host);
  settleReturn();
  const setLocks = keepLocks();
  effect(() => {
    const seen = room.seen.value;
    if (seen) setLocks(seen.session.locks);
  });
  hearLabs({
    judged: (judged) => {
      tellRun(room, judged);
      mine.laying.ran(judged);
    },
    rung: (lab, rung) => tellRung(room, lab, rung),
  });
  tellPlace(room);
  mine.keeping.start((labs) => brought(mine, labs));
}
