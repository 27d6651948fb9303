/** The story's numbers on the canvas, as they stand in the list and the drawing of the verdict. */
import type { Palette } from './palette.ts';
import { badgePx, type Badge } from './story-marks.ts';

/** Paints badges over everything else. */
export function paintStory(
  context: CanvasRenderingContext2D,
  badges: readonly Badge[],
  palette: Palette,
): void {
  context.font = `650 11px ${palette.font}`;
  context.textAlign = 'center';
  context.lineWidth = 1.3;
  for (const { told, x, y } of badges) {
    const isBreach = told.kind === 'breach';
    context.beginPath();
    context.arc(x, y, badgePx, 0, 2 * Math.PI);
    context.fillStyle = isBreach ? palette.fault : palette.paper;
    context.fill();
    context.strokeStyle = isBreach ? palette.fault : palette.ink;
    context.stroke();
    context.fillStyle = isBreach ? palette.onBreach : palette.ink;
    context.fillText(String(told.number), x, y + 4);
  }
}
