/**
 * Leading without a server: tabs and windows of one browser tell each other where the class is. So the chapter on the
 * beamer follows the presenter's page on the laptop in an aeroplane as well.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Place } from '#workshop/session.ts';

const name = 'nines/led';
/** For windows that are opened later. Removed when leading ends. */
const key = 'nines:led';

function isPlace(value: unknown): value is Place {
  return (
    typeof value === 'object' &&
    value !== null &&
    'page' in value &&
    typeof value.page === 'string' &&
    /^\/[\w./-]*$/.test(value.page) &&
    'section' in value &&
    (value.section === null || typeof value.section === 'string') &&
    'slide' in value &&
    typeof value.slide === 'number'
  );
}

function kept(): Place | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isPlace(value) ? value : null;
  } catch {
    return null;
  }
}

function keep(place: Place | null): void {
  try {
    if (place === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(place));
  } catch {
    // Windows that are open hear of it all the same.
  }
}

let channel: BroadcastChannel | undefined;

function opened(): BroadcastChannel {
  channel ??= new BroadcastChannel(name);
  return channel;
}

/** Tells the other tabs of this browser where the class is; null when nobody is led any more. */
export function tellTabs(place: Place | null): void {
  keep(place);
  opened().postMessage({ place });
}

let led: Signal<Place | null> | undefined;

function listening(): Signal<Place | null> {
  if (led !== undefined) return led;
  const place = signal<Place | null>(kept());
  opened().addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('place' in data)) return;
    if (data.place === null || isPlace(data.place)) place.value = data.place;
  });
  led = place;
  return place;
}

/** Where a tab of this browser says that the class is: another one, or this one. */
export function ledByTabs(): ReadonlySignal<Place | null> {
  return listening();
}

/** Leads from this tab: the others are told, and this one knows. */
export function leadTabs(place: Place | null): void {
  listening().value = place;
  tellTabs(place);
}
