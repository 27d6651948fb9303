/** The numbered events of the story on the run that it was told of. */
import { traceEventKinds, type RunTrace, type TraceStoryEvent } from '#grader/walk.ts';
import { gutterPx, laneX, pitchOf, screenY, type Camera, type Viewport } from './camera.ts';
import { lostShare, styleOf } from './message-style.ts';
import { endLanes, signLane, type Scene } from './scene.ts';

/** A number beside the sign or the arrowhead that it belongs to. */
export interface Badge {
  readonly told: TraceStoryEvent;
  readonly x: number;
  readonly y: number;
}

/** Radius of a badge. */
export const badgePx = 8.5;
/** The number stands left of its sign. */
const besidePx = 18;
const apartPx = 2 * badgePx + 1;

/** What the story tells at an event of the run; most often nothing, seldom two things. */
export function toldAt({ story }: RunTrace, event: number): readonly TraceStoryEvent[] {
  return story.filter((told) => told.event === event);
}

/** The next event of the run at which the story tells something, or the one before; null if there is none. */
export function nextTold(
  { story }: RunTrace,
  { here, direction }: { readonly here: number; readonly direction: 1 | -1 },
): number | null {
  const events = story.map(({ event }) => event).sort((a, b) => a - b);
  const found =
    direction > 0 ? events.find((event) => event > here) : events.findLast((event) => event < here);
  return found ?? null;
}

interface Seen {
  readonly trace: RunTrace;
  readonly scene: Scene;
  readonly camera: Camera;
  readonly viewport: Viewport;
}

/** Where on the screen an event is seen: at its sign, or at its end of the message. */
function spotOf({ trace, scene, camera, viewport }: Seen, event: number): { x: number; y: number } {
  const { events, messages } = trace;
  const pitchPx = pitchOf(scene, viewport);
  const x = (lane: number): number => laneX(lane, pitchPx, camera);
  const y = screenY(scene.ys[event] ?? 0, camera);
  const message = events.message[event] ?? -1;
  const lanes = message < 0 ? [-1, -1] : endLanes(trace, scene, message);
  const [from = -1, to = -1] = lanes;
  // What is filtered out of the picture keeps its number at the edge.
  if (from < 0 || to < 0) return { x: x(Math.max(-0.5, signLane(trace, scene, event))), y };
  const isSending = traceEventKinds[events.kind[event] ?? 0] === 'sent';
  if (isSending) return { x: x(from), y };
  const endY = screenY(scene.messages.until[message] ?? 0, camera);
  const share = styleOf(trace, message) === 'lost' ? lostShare : 1;
  return {
    x: x(from) + (x(to) - x(from)) * share,
    y: messages.ended[message] === event ? endY : y,
  };
}

/** The badges that are in view. Where two would cover each other, the later one makes way to the left. */
export function badgesOf(seen: Seen): readonly Badge[] {
  const badges: Badge[] = [];
  for (const told of seen.trace.story) {
    const at = spotOf(seen, told.event);
    // What breaks is a line over all lanes: its number stands where that begins, and is never out of sight.
    const spot = told.kind === 'breach' ? { ...at, x: gutterPx + besidePx + badgePx } : at;
    if (spot.y < -badgePx || spot.y > seen.viewport.heightPx + badgePx) continue;
    let x = spot.x - besidePx;
    const isCovered = (other: Badge): boolean =>
      Math.abs(other.x - x) < apartPx && Math.abs(other.y - spot.y) < apartPx;
    while (badges.some(isCovered)) x -= apartPx;
    badges.push({ told, x: Math.max(badgePx + 1, x), y: spot.y });
  }
  return badges;
}
