/**
 * Plain data, and patterns over it.
 *
 * Scenarios, fault plans and recipes cross borders as JSON, so what they say about messages has to be data too:
 * a pattern is a value in which the fields that are named must fit and all others are free, as in `receive`.
 */

/** What may stand in a scenario: JSON, nothing else. */
export type Data =
  null | boolean | number | string | readonly Data[] | { readonly [field: string]: Data };

/**
 * A pattern as data. Scalars must be equal; a list must have as many elements, each fitting; an object's named
 * fields must fit. `{ $any: true }` fits everything that is there, `{ $oneOf: […] }` fits if one of its patterns does.
 */
export type DataPattern = Data;

/** Fits any value that is present. */
export const anything: DataPattern = { $any: true };

/** Fits if one of the patterns does. */
export function oneOf(...patterns: readonly DataPattern[]): DataPattern {
  return { $oneOf: patterns };
}

/** True if `value` is an object with fields, as opposed to null, a list or a scalar. */
export function isFields(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field of a value that may be no object at all; undefined where there is none. */
export function field(value: unknown, name: string): unknown {
  return isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** True if `value` fits the pattern. */
export function fits(value: unknown, pattern: DataPattern): boolean {
  if (typeof pattern !== 'object' || pattern === null) return Object.is(value, pattern);
  if (isList(pattern)) {
    return (
      Array.isArray(value) &&
      value.length === pattern.length &&
      pattern.every((part, index) => fits(value[index], part))
    );
  }
  if (pattern['$any'] === true) return value !== undefined;
  const choices = pattern['$oneOf'];
  if (isList(choices)) return choices.some((choice) => fits(value, choice));
  if (!isFields(value)) return false;
  for (const name of Object.keys(pattern)) {
    const part = pattern[name];
    if (part !== undefined && !(Object.hasOwn(value, name) && fits(value[name], part)))
      return false;
  }
  return true;
}

/** Equal all the way down; fields may stand in any order. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (!isFields(left) || !isFields(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]))
  );
}

/** JSON with the fields of each object in alphabetical order: the same data has the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (isFields(value)) {
    const names = Object.keys(value)
      .filter((name) => value[name] !== undefined)
      .sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function isList(value: unknown): value is readonly Data[] {
  return Array.isArray(value);
}
