/**
 * A checker turns a value of unknown origin into a copy of a known shape, or throws a `ShapeError` that names the
 * place. Only the named fields are copied: nothing else that a hostile worker sends gets any further.
 *
 * This is a schema language of a few lines because a page pays for each byte of a larger one.
 */

/** Takes a value and the path to it, for the error. */
export type Checker<T> = (value: unknown, path: string) => T;

/** A value that does not have the shape it should have. */
export class ShapeError extends Error {
  constructor(path: string, expected: string) {
    super(`${path || 'the value'} is not ${expected}`);
    this.name = 'ShapeError';
  }
}

/** A text of at most `lengthMax` characters. */
export function text(lengthMax = 4_000): Checker<string> {
  return (value, path) => {
    if (typeof value === 'string' && value.length <= lengthMax) return value;
    throw new ShapeError(path, `a text of at most ${lengthMax} characters`);
  };
}

/** 16 hex digits: a trace hash or a fingerprint. */
export const hash: Checker<string> = (value, path) => {
  if (typeof value === 'string' && /^[0-9a-f]{16}$/.test(value)) return value;
  throw new ShapeError(path, 'a hash of 16 hex digits');
};

/** A finite number. */
export const number: Checker<number> = (value, path) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ShapeError(path, 'a finite number');
};

/** True or false. */
export const boolean: Checker<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw new ShapeError(path, 'true or false');
};

/** A whole number from 0 on. */
export const count: Checker<number> = (value, path) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new ShapeError(path, 'a count');
};

/** One of the given texts. */
export function oneOf<const T extends string>(...options: readonly T[]): Checker<T> {
  return (value, path) => {
    const found = options.find((option) => option === value);
    if (found !== undefined) return found;
    throw new ShapeError(path, `one of ${options.join(', ')}`);
  };
}

export function nullable<T>(check: Checker<T>): Checker<T | null> {
  return (value, path) => (value === null ? null : check(value, path));
}

/** A field that may be left out. */
export function optional<T>(check: Checker<T>): Checker<T> {
  // The field is not set then, so nobody gets to see this as a T.
  return (value, path) => (value === undefined ? (undefined as T) : check(value, path));
}

/** A list of at most `lengthMax` items. */
export function list<T>(check: Checker<T>, lengthMax: number): Checker<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > lengthMax) {
      throw new ShapeError(path, `a list of at most ${lengthMax}`);
    }
    return value.map((item: unknown, index) => check(item, `${path}[${index}]`));
  };
}

/** An object with exactly the fields of `T`; each has its checker. */
export function record<T extends object>(fields: {
  readonly [K in keyof T]-?: Checker<T[K]>;
}): Checker<T> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ShapeError(path, 'an object');
    }
    const source = new Map<string, unknown>(Object.entries(value));
    const copy: Partial<T> = {};
    for (const name in fields) {
      const held = fields[name](source.get(name), path ? `${path}.${name}` : name);
      if (held !== undefined) copy[name] = held;
    }
    // Every field of T has been set by its checker.
    return copy as T;
  };
}

/** An object of one of several kinds: its field `kind` says which. */
export function union<T extends { readonly kind: string }>(kinds: {
  readonly [K in T['kind']]: Checker<Extract<T, { readonly kind: K }>>;
}): Checker<T> {
  const checkers = new Map<unknown, Checker<T>>(Object.entries<Checker<T>>(kinds));
  return (value, path) => {
    const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null;
    const check = checkers.get(kind);
    if (check) return check(value, path);
    throw new ShapeError(path, `an object of kind ${Object.keys(kinds).join(', ')}`);
  };
}
