/** The highlighter: under the message or sign that the cursor stands on, and a thin line at its instant. */
import { gutterPx, laneX, pitchOf, screenY } from './camera.ts';
import type { Picture } from './paint.ts';
import { endLanes, signLane } from './scene.ts';

const underPx = 11;

/** Paints what lies under the ink for an event; -1 for none. */
export function paintCursor(
  context: CanvasRenderingContext2D,
  { trace, scene, camera, viewport, palette }: Picture,
  event: number,
): void {
  if (event < 0) return;
  const pitchPx = pitchOf(scene, viewport);
  const y = screenY(scene.ys[event] ?? 0, camera);
  const right = laneX(scene.lanes.length, pitchPx, camera) - pitchPx / 2 + 12;
  context.fillStyle = palette.under;
  context.globalAlpha = 0.6;
  context.fillRect(gutterPx - 17, y - 1.5, Math.min(viewport.widthPx, right) - gutterPx + 17, 3);
  context.globalAlpha = 1;
  context.strokeStyle = palette.under;
  context.lineWidth = underPx;
  context.lineCap = 'round';
  context.beginPath();
  const message = trace.events.message[event] ?? -1;
  const [fromLane, toLane] = message < 0 ? [-1, -1] : endLanes(trace, scene, message);
  if (fromLane >= 0 && toLane >= 0) {
    const fromX = laneX(fromLane, pitchPx, camera);
    const toX = laneX(toLane, pitchPx, camera);
    const fromY = screenY(scene.messages.from[message] ?? 0, camera);
    const toY = screenY(scene.messages.until[message] ?? 0, camera);
    context.moveTo(fromX, fromY);
    if (fromX === toX) context.bezierCurveTo(fromX + 20, fromY, fromX + 20, toY, toX, toY);
    else context.lineTo(toX, toY);
  } else {
    const lane = signLane(trace, scene, event);
    if (lane >= 0) {
      const x = laneX(lane, pitchPx, camera);
      context.moveTo(x - 8, y);
      context.lineTo(x + 8, y);
    }
  }
  context.stroke();
}
