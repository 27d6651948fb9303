/** Brings the beamer's window to life: takes the token out of the address, opens the room, shows what it wants shown. */
import { render } from 'preact';
import { takeToken } from '#room/console/token.ts';
import { roomOver } from '#room/room.ts';
import { openLink } from '#workshop/open-link.ts';
import { Projector } from './Projector.tsx';

/** The token of the address, which this window keeps for a reload; else that of the console in the same browser. */
function findToken(): string | null {
  const own = takeToken(location, sessionStorage);
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return own ?? takeToken({ hash: '' }, localStorage);
}

async function open(host: HTMLElement): Promise<void> {
  const token = findToken();
  if (token === null) return;
  const credential = { as: 'projector', token } as const;
  const room = roomOver(await openLink(credential), credential);
  host.textContent = '';
  render(<Projector room={room} />, host);
}

const host = document.querySelector<HTMLElement>('[data-projector]');
if (host !== null) {
  void open(host);
  // A link that is opened while the window stands changes the fragment and loads nothing.
  addEventListener('hashchange', () => {
    if (location.hash.includes('token=')) location.reload();
  });
}
