/**
 * The keys that `for (k in o)` visits. Engines agree on them while nothing changes; what becomes of a key that is taken
 * away and put back during the loop, or that belongs to a prototype, each decides for itself.
 */

/** Keys of an object and of what it inherits from, as they were when the loop began and while they are still there. */
export function* keysOf(value: unknown): Generator<string> {
  if (value === null || value === undefined) return;
  const object = new Object(value);
  for (const key of gather(object)) if (isVisible(object, key)) yield key;
}

function gather(object: object): ReadonlySet<string> {
  const keys = new Set<string>();
  for (let holder: object | null = object; holder !== null; holder = prototypeOf(holder)) {
    for (const key of Object.getOwnPropertyNames(holder)) keys.add(key);
  }
  return keys;
}

/** True if a loop over the object may see the key: the nearest one of that name counts. */
function isVisible(object: object, key: string): boolean {
  for (let holder: object | null = object; holder !== null; holder = prototypeOf(holder)) {
    const found = Object.getOwnPropertyDescriptor(holder, key);
    if (found !== undefined) return found.enumerable === true;
  }
  return false;
}

function prototypeOf(object: object): object | null {
  return Object.getPrototypeOf(object) as object | null;
}
