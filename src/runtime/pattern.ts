/** Patterns of `receive` and `matches`, and of message rules: a value, `any`, a predicate, a list, or fields. */
import { isPid, isRef } from './pid.ts';
import { isSocket } from './socket.ts';

/** In a pattern: matches anything. */
export const any: unique symbol = Symbol('any');

/**
 * True if the value fits. Named fields must be there and fit, others are free; lists must be of one length.
 * Predicates are the learner's code: the caller sees to it that they cannot use the runtime.
 */
export function fits(pattern: unknown, value: unknown): boolean {
  if (typeof pattern === 'function')
    return (pattern as (value: unknown) => unknown)(value) === true;
  if (typeof pattern !== 'object' || pattern === null) {
    return pattern === any || pattern === value || (pattern !== pattern && value !== value);
  }
  if (pattern === value) return true;
  if (typeof value !== 'object' || value === null || isHandle(pattern)) return false;
  if (Array.isArray(pattern)) return fitsList(pattern, value);
  if (Array.isArray(value)) return false;
  for (const field in pattern) {
    if (!Object.hasOwn(value, field)) return false;
    const wanted = (pattern as Record<string, unknown>)[field];
    if (!fits(wanted, (value as Record<string, unknown>)[field])) return false;
  }
  return true;
}

/** Handles are equal only to themselves. */
function isHandle(pattern: object): boolean {
  return isPid(pattern) || isRef(pattern) || isSocket(pattern);
}

function fitsList(pattern: readonly unknown[], value: object): boolean {
  if (!Array.isArray(value) || value.length !== pattern.length) return false;
  for (let i = 0; i < pattern.length; i += 1) {
    if (!fits(pattern[i], value[i])) return false;
  }
  return true;
}

/** What a wait gives when nothing came in time. It is no message: nobody can send it. */
export const timeout: unique symbol = Symbol('timeout');
