/** What of a drawing is taken, so that no two words stand on each other. Looked up by rows: a frame has hundreds. */

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const rowPx = 24;

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** A square around a point. */
export function around(x: number, y: number, reach: number): Box {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

export class Room {
  readonly #rows = new Map<number, Box[]>();

  /** True if nothing stands where the boxes would. */
  isFree(boxes: readonly Box[]): boolean {
    return boxes.every((box) => {
      for (let row = Math.floor(box.top / rowPx); row * rowPx < box.bottom; row += 1)
        if (this.#rows.get(row)?.some((other) => overlaps(other, box))) return false;
      return true;
    });
  }

  take(boxes: readonly Box[]): void {
    for (const box of boxes) {
      for (let row = Math.floor(box.top / rowPx); row * rowPx < box.bottom; row += 1) {
        const others = this.#rows.get(row);
        if (others === undefined) this.#rows.set(row, [box]);
        else others.push(box);
      }
    }
  }
}
