/**
 * Calling a learner's pure function from outside: a table, a policy, a plan that a grader wants to look at. The
 * call is bounded in steps, its arguments and result are copies, and whatever goes wrong is an outcome.
 */
import { assert } from './assert.ts';
import { copy } from './copy.ts';
import { isStackOverflow } from './exit-reason.ts';
import { guarded, machine } from './machine.ts';
import type { Node } from './node.ts';
import { show } from './print.ts';

export interface ExportCall {
  readonly file: string;
  readonly name: string;
  /** Left out: the exported value itself is wanted. */
  readonly args?: readonly unknown[];
  readonly stepsMax?: number;
}

export type ExportOutcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  /** It threw, used the runtime, or gave back what cannot be copied. */
  | { readonly kind: 'threw'; readonly message: string; readonly site: number }
  | { readonly kind: 'endless'; readonly site: number }
  | { readonly kind: 'missing' };

const stepsMaxDefault = 1_000_000;

/** Calls an export, or reads it. The system is used up if the outcome is not `returned` or `missing`. */
export function callExport(node: Node, call: ExportCall): ExportOutcome {
  const { system } = node;
  const { hooks } = system;
  const outer = machine.process;
  const stepsLeft = hooks.n;
  assert(outer === null, 'a grader examines between turns');
  machine.process = null;
  hooks.n = call.stepsMax ?? stepsMaxDefault;
  assert(hooks.n > 0, 'an examination has steps');
  try {
    const exports = system.load(node, call.file) as Record<string, unknown>;
    if (!Object.hasOwn(exports, call.name)) return { kind: 'missing' };
    const exported = exports[call.name];
    if (call.args === undefined) return { kind: 'returned', value: copy(exported, call.name) };
    if (typeof exported !== 'function') return { kind: 'missing' };
    const args = copy(call.args, 'the arguments') as unknown[];
    const busy = 'in a function that a grader examines';
    const value: unknown = guarded(busy, () =>
      (exported as (...own: unknown[]) => unknown)(...args),
    );
    return { kind: 'returned', value: copy(value, `the result of ${call.name}`) };
  } catch (error) {
    return outcomeOf(node, error);
  } finally {
    machine.process = outer;
    hooks.n = stepsLeft;
  }
}

function outcomeOf(node: Node, error: unknown): ExportOutcome {
  const { stopped, hooks } = node.system;
  if (stopped !== null) {
    const { code, site, message } = stopped;
    return code === 'KIT-HANG' ? { kind: 'endless', site } : { kind: 'threw', message, site };
  }
  const site = hooks.at;
  if (isStackOverflow(error)) return { kind: 'endless', site };
  const own = hooks.isThrown(error) || !(error instanceof Error);
  return { kind: 'threw', message: own ? show(error) : 'an error of the language itself', site };
}
