/** Which part of a scene is in view, and how large: pure geometry between the scene's units and the screen's pixels. */
import type { Scene } from './scene.ts';

export interface Camera {
  /** Scene Y at the upper border. */
  readonly topY: number;
  /** Pixels for a unit of the scene. */
  readonly zoom: number;
  /** Pixels by which the lanes are moved to the left. */
  readonly leftPx: number;
}

/** The drawing's room. */
export interface Viewport {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Left of the lanes stand the instants. */
export const gutterPx = 88;
const rightPx = 28;
/** Above the first event there is room for its instant. */
const topMarginPx = 14;
const pitchMinPx = 58;
const pitchMaxPx = 190;
const zoomMax = 6;
/** The run's end can be moved up to here, so that its last events need not be read at the window's edge. */
const bottomShare = 0.8;
/** Zoomed out, a run is no smaller than this share of the window. */
const smallestShare = 0.9;

/** Zoomed out, what begins within so many pixels is drawn as one. */
export const coarseCellPx = 6;
/** What is drawn outside of the window may reach into it. */
const overhangPx = 20;

/** Distance between lanes: as wide as the window allows, and never so narrow that names cannot be read. */
export function pitchOf({ lanes }: Scene, { widthPx }: Viewport): number {
  const wanted = (widthPx - gutterPx - rightPx) / Math.max(1, lanes.length);
  return Math.max(pitchMinPx, Math.min(pitchMaxPx, wanted));
}

/** Width of all lanes with the gutter, in pixels. */
export function breadthOf(scene: Scene, viewport: Viewport): number {
  return gutterPx + rightPx + pitchOf(scene, viewport) * scene.lanes.length;
}

export function laneX(lane: number, pitchPx: number, { leftPx }: Pick<Camera, 'leftPx'>): number {
  return gutterPx + pitchPx * (lane + 0.5) - leftPx;
}

export function screenY(y: number, { topY, zoom }: Camera): number {
  return (y - topY) * zoom;
}

export function sceneY(px: number, { topY, zoom }: Camera): number {
  return topY + px / zoom;
}

/** What of the scene is in view. */
export function windowOf({
  camera,
  viewport,
}: {
  readonly camera: Camera;
  readonly viewport: Viewport;
}): { topY: number; bottomY: number } {
  return {
    topY: sceneY(-overhangPx, camera),
    bottomY: sceneY(viewport.heightPx + overhangPx, camera),
  };
}

/** The zoom at which the whole run fits. */
export function fittingZoom({ heightY }: Scene, { heightPx }: Viewport): number {
  return Math.min(zoomMax, (heightPx * smallestShare) / Math.max(1, heightY));
}

/** A camera within bounds: neither beyond the run's ends nor its lanes, nor closer or farther than makes sense. */
export function bounded(camera: Camera, scene: Scene, viewport: Viewport): Camera {
  const smallest = Math.min(1, fittingZoom(scene, viewport));
  const zoom = Math.max(smallest, Math.min(zoomMax, camera.zoom));
  const topY = -topMarginPx / zoom;
  const bottomY = Math.max(topY, scene.heightY - (viewport.heightPx * bottomShare) / zoom);
  const rightmostPx = Math.max(0, breadthOf(scene, viewport) - viewport.widthPx);
  return {
    zoom,
    topY: Math.max(topY, Math.min(bottomY, camera.topY)),
    leftPx: Math.max(0, Math.min(rightmostPx, camera.leftPx)),
  };
}

/** Zooms by a factor; what is at `px` stays where it is. */
export function zoomed(camera: Camera, factor: number, px: number): Camera {
  const zoom = camera.zoom * factor;
  return { ...camera, zoom, topY: sceneY(px, camera) - px / zoom };
}

/** Moves the view only as far as needed to have `y` within its middle part. */
export function showing(camera: Camera, y: number, { heightPx }: Viewport): Camera {
  const px = screenY(y, camera);
  if (px >= heightPx * 0.12 && px <= heightPx * 0.82) return camera;
  const share = px < 0 || px > heightPx ? 0.45 : px < heightPx * 0.12 ? 0.12 : 0.82;
  return { ...camera, topY: y - (heightPx * share) / camera.zoom };
}
