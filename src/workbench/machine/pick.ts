/** What a click on the diagram means: a number of the story, the nearest sign or end of a message, else the instant. */
import type { RunTrace } from '#grader/walk.ts';
import { laneX, pitchOf, sceneY, screenY, type Camera, type Viewport } from './camera.ts';
import type { Placed } from './paint-words.ts';
import { visitWindow } from './pyramid.ts';
import { signLane, type Scene } from './scene.ts';
import { badgePx, type Badge } from './story-marks.ts';
import { rowAbove } from './timeline.ts';

const reachPx = 14;

interface Picked {
  readonly trace: RunTrace;
  readonly scene: Scene;
  readonly camera: Camera;
  readonly viewport: Viewport;
  readonly messages: readonly Placed[];
  readonly badges: readonly Badge[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Distance of a point from a line, and how far along the line it is, 0 to 1. */
function near(line: Placed, { x, y }: Point): { readonly px: number; readonly share: number } {
  const dx = line.toX - line.fromX;
  const dy = line.toY - line.fromY;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((x - line.fromX) * dx + (y - line.fromY) * dy) / square;
  const share = Math.max(0, Math.min(1, along));
  return { px: Math.hypot(line.fromX + dx * share - x, line.fromY + dy * share - y), share };
}

function pickMark(picked: Picked, point: Point): { event: number; px: number } | null {
  const { trace, scene, camera, viewport } = picked;
  const pitchPx = pitchOf(scene, viewport);
  let best: { event: number; px: number } | null = null;
  const window = {
    topY: sceneY(point.y - reachPx, camera),
    bottomY: sceneY(point.y + reachPx, camera),
    cellPx: 0,
  };
  visitWindow(scene.marks, window, (event) => {
    const x = laneX(signLane(trace, scene, event), pitchPx, camera);
    const px = Math.hypot(x - point.x, screenY(scene.ys[event] ?? 0, camera) - point.y);
    if (px < Math.min(reachPx, best?.px ?? Infinity)) best = { event, px };
  });
  return best;
}

/** The event that a click at a point chooses. */
export function pickEvent(picked: Picked, point: Point): number {
  const { trace, scene, camera, messages, badges } = picked;
  const badge = badges.find(({ x, y }) => Math.hypot(x - point.x, y - point.y) <= badgePx + 2);
  if (badge !== undefined) return badge.told.event;
  const mark = pickMark(picked, point);
  if (mark !== null) return mark.event;
  let best: { event: number; px: number } | null = null;
  for (const line of messages) {
    const { px, share } = near(line, point);
    if (px >= Math.min(reachPx, best?.px ?? Infinity)) continue;
    const sent = trace.messages.sent[line.message] ?? -1;
    const ended = trace.messages.ended[line.message] ?? -1;
    best = { event: share > 0.5 && ended >= 0 ? ended : sent, px };
  }
  return best?.event ?? rowAbove(scene.ys, sceneY(point.y, camera));
}
