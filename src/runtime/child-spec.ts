/** What a supervisor is told about its children, as data with OTP's defaults. */
import { assert } from './assert.ts';
import { isTuple, type Callback } from './behaviour.ts';
import type { Pid } from './pid.ts';

export type Strategy = 'one_for_one' | 'one_for_all' | 'rest_for_one' | 'simple_one_for_one';

/** How long a child has after exit(shutdown): milliseconds, for ever, or nothing at all. */
export type Shutdown = number | 'infinity' | 'brutal_kill';

export interface ChildSpec {
  readonly id: unknown;
  /** A function that starts and links the child, and its arguments: gives ['ok', pid], 'ignore' or ['error', reason]. */
  readonly start: readonly [Callback, ...unknown[]];
  /** permanent: always started again; transient: only after an abnormal end; temporary: never. Default permanent. */
  readonly restart?: 'permanent' | 'transient' | 'temporary';
  /** Default 5,000 for a worker, infinity for a supervisor. */
  readonly shutdown?: Shutdown;
  readonly type?: 'worker' | 'supervisor';
  readonly significant?: boolean;
}

export interface SupervisorSpec {
  /** Default one_for_one. */
  readonly strategy?: Strategy;
  /** Restarts allowed within `periodMs`. Default 1. */
  readonly intensity?: number;
  /** Default 5,000. */
  readonly periodMs?: number;
  readonly autoShutdown?: 'never' | 'any_significant' | 'all_significant';
  readonly children: readonly ChildSpec[];
}

/** A child as its supervisor knows it. */
export interface Child {
  readonly id: unknown;
  readonly start: readonly [Callback, ...unknown[]];
  readonly restart: 'permanent' | 'transient' | 'temporary';
  readonly shutdown: Shutdown;
  readonly type: 'worker' | 'supervisor';
  readonly significant: boolean;
  /** Undefined while it is stopped; `restarting` while a start has failed and will be tried again. */
  pid: Pid | undefined | 'restarting';
}

/** The child of a specification, or what is wrong with it. */
export function readChild(spec: unknown): Child | readonly unknown[] {
  if (typeof spec !== 'object' || spec === null) return ['invalid_child_spec', spec];
  const { id, start, restart, shutdown, type, significant } = spec as Partial<ChildSpec>;
  if (id === undefined) return ['missing_id'];
  if (!isTuple(start) || typeof start[0] !== 'function') return ['invalid_start', start];
  const kind = type ?? 'worker';
  const restarts = restart ?? 'permanent';
  if (significant === true && restarts === 'permanent') return ['bad_combination', restarts];
  return {
    id,
    start,
    restart: restarts,
    shutdown: shutdown ?? (kind === 'worker' ? 5_000 : 'infinity'),
    type: kind,
    significant: significant ?? false,
    pid: undefined,
  };
}

/** True for a child, false for what was wrong with its specification. */
export function isChild(child: Child | readonly unknown[]): child is Child {
  return !isTuple(child);
}

/** A supervisor's specification with its defaults filled in. */
export interface Flags {
  readonly strategy: Strategy;
  readonly intensity: number;
  readonly periodMs: number;
  readonly autoShutdown: 'never' | 'any_significant' | 'all_significant';
  readonly children: readonly Child[];
}

const strategies: ReadonlySet<unknown> = new Set([
  'one_for_one',
  'one_for_all',
  'rest_for_one',
  'simple_one_for_one',
]);

/** The specification with defaults, or what is wrong with it in one word. */
export function readSpec(spec: unknown): Flags | string {
  if (typeof spec !== 'object' || spec === null) return 'invalid_spec';
  const given = spec as Partial<SupervisorSpec>;
  const {
    strategy = 'one_for_one',
    intensity = 1,
    periodMs = 5_000,
    autoShutdown = 'never',
  } = given;
  if (!strategies.has(strategy)) return 'invalid_strategy';
  if (!(intensity >= 0)) return 'invalid_intensity';
  if (!(periodMs > 0)) return 'invalid_period';
  const children: Child[] = [];
  for (const each of given.children ?? []) {
    const child = readChild(each);
    if (!isChild(child)) return 'invalid_child_spec';
    if (child.significant && autoShutdown === 'never') return 'significant_without_auto_shutdown';
    if (children.some(({ id }) => id === child.id)) return 'duplicate_child_name';
    children.push(child);
  }
  if (strategy === 'simple_one_for_one' && children.length !== 1) return 'one_child_spec_expected';
  assert(
    children.every(({ pid }) => pid === undefined),
    'no child runs before it is started',
  );
  return { strategy, intensity, periodMs, autoShutdown, children };
}
