/** Wheel, drag and pinch on the diagram: the wheel goes through time, with Ctrl it zooms, a drag moves the paper. */
import { zoomed, type Camera } from './camera.ts';

export interface GestureTarget {
  camera(): Camera;
  look(camera: Camera): void;
  /** A press without a drag, in pixels of the diagram. */
  click(x: number, y: number): void;
}

const dragFromPx = 4;
const wheelZoom = 0.0025;
const linePx = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

function distance([a, b]: readonly Point[]): number {
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}

function middle(points: readonly Point[]): Point {
  const [a, b = a] = points;
  return { x: ((a?.x ?? 0) + (b?.x ?? 0)) / 2, y: ((a?.y ?? 0) + (b?.y ?? 0)) / 2 };
}

class Gestures {
  readonly #element: HTMLElement;
  readonly #target: GestureTarget;
  readonly #points = new Map<number, Point>();
  #start: Point | null = null;
  #hasMoved = false;

  constructor(element: HTMLElement, target: GestureTarget) {
    this.#element = element;
    this.#target = target;
  }

  #at({ clientX, clientY }: MouseEvent): Point {
    const box = this.#element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  wheel = (event: WheelEvent): void => {
    const camera = this.#target.camera();
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePx : 1;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      this.#target.look(
        zoomed(camera, Math.exp(-event.deltaY * scale * wheelZoom), this.#at(event).y),
      );
      return;
    }
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.#target.look({
      ...camera,
      topY: camera.topY + (dy * scale) / camera.zoom,
      leftPx: camera.leftPx + dx * scale,
    });
  };

  down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const point = this.#at(event);
    this.#points.set(event.pointerId, point);
    if (this.#points.size === 1) {
      this.#start = point;
      this.#hasMoved = false;
    }
    this.#element.setPointerCapture(event.pointerId);
  };

  move = (event: PointerEvent): void => {
    if (!this.#points.has(event.pointerId)) return;
    const before = [...this.#points.values()];
    this.#points.set(event.pointerId, this.#at(event));
    const now = [...this.#points.values()];
    const from = middle(before);
    const to = middle(now);
    const start = this.#start ?? to;
    if (Math.hypot(to.x - start.x, to.y - start.y) > dragFromPx) this.#hasMoved = true;
    if (!this.#hasMoved && now.length === 1) return;
    const camera = this.#target.camera();
    const spread = now.length > 1 ? distance(now) / Math.max(1, distance(before)) : 1;
    const moved = {
      ...camera,
      topY: camera.topY - (to.y - from.y) / camera.zoom,
      leftPx: camera.leftPx - (to.x - from.x),
    };
    this.#target.look(zoomed(moved, spread, to.y));
  };

  up = (event: PointerEvent): void => {
    if (!this.#points.delete(event.pointerId) || this.#points.size > 0) return;
    const { x, y } = this.#at(event);
    if (!this.#hasMoved && event.type === 'pointerup') this.#target.click(x, y);
  };
}

/** Listens on an element; gives a function that ends it. */
export function listenForGestures(element: HTMLElement, target: GestureTarget): () => void {
  const { wheel, down, move, up } = new Gestures(element, target);
  // Not passive: the page below must not scroll with the diagram.
  element.addEventListener('wheel', wheel, { passive: false });
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  return () => {
    element.removeEventListener('wheel', wheel);
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
  };
}
