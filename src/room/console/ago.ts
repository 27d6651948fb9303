/** Spans and instants in the few words that fit a cell. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** `just now`, `3 min ago`, `2 h ago`; nothing for a time that never was (0). */
export function ago(atMs: number, nowMs: number): string {
  if (atMs <= 0) return '';
  const gone = Math.max(0, nowMs - atMs);
  if (gone < 45_000) return 'just now';
  if (gone < 59.5 * minuteMs) return `${Math.round(gone / minuteMs)} min ago`;
  return `${Math.floor(gone / hourMs)} h ago`;
}

/** `4 min`, `1 h 20 min`; under half a minute `0 min`. */
export function span(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / minuteMs);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** A countdown: `12:05`, `1:02:00`; below zero `−0:30`. */
export function countdown(ms: number): string {
  const seconds = ms >= 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const text =
    hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return ms < 0 ? `−${text}` : text;
}

/** The time of day on this machine: `10:42`. */
export function clock(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
