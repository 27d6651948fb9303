/** The shape of what stands in a link to a run. */
import { type Data, isFields } from '#grader/data.ts';
import type { MessageIdentity } from '#grader/record.ts';
import type { Boot, NodeSpec, Scenario } from '#grader/scenario.ts';
import type { Deed, Fork, RunDescription, Subject } from '#grader/walk.ts';
import {
  type Checker,
  ShapeError,
  boolean,
  count,
  hash,
  list,
  nullable,
  number,
  oneOf,
  optional,
  record,
  text,
  union,
} from './check.ts';

/** A file that another lab handed on, as it was when the link was made. */
export interface LinkImport {
  /** As it stands in the import: `labs/<id>/<file>`. */
  readonly specifier: string;
  /** The sharer's own file, or the course's reference. */
  readonly origin: 'own' | 'reference';
  readonly source: string;
}

/** All that a link holds. */
export interface LinkPayload {
  readonly format: number;
  readonly runtime: number;
  /** Id and content hash of the lab; both empty for a run without grader. */
  readonly lab: { readonly id: string; readonly hash: string };
  readonly files: readonly { readonly file: string; readonly source: string }[];
  readonly imports: readonly LinkImport[];
  readonly run: RunDescription;
  /** Event to look at. */
  readonly event: number;
  /** Hash that the run had when the link was made. */
  readonly hash: string;
}

const lengthMax = 256 * 1024;
const name = text(200);
const source = text(lengthMax);
const depthMax = 40;

/** Plain data of bounded depth, copied. */
const data: Checker<Data> = (value, path) => dataAt(value, path, 0);

function dataAt(value: unknown, path: string, depth: number): Data {
  if (depth > depthMax) throw new ShapeError(path, 'data of bounded depth');
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => dataAt(item, `${path}[${index}]`, depth + 1));
  }
  if (isFields(value)) {
    const fields = Object.entries(value).map(([key, held]): [string, Data] => {
      if (key === '__proto__') throw new ShapeError(path, 'plain data');
      return [key, dataAt(held, `${path}.${key}`, depth + 1)];
    });
    return Object.fromEntries(fields);
  }
  const isScalar = typeof value === 'string' || typeof value === 'boolean' || value === null;
  return isScalar ? value : number(value, path);
}

const message = record<MessageIdentity>({ tag: text(), from: name, to: name, ordinal: count });

type Of<K extends Deed['kind']> = Extract<Deed, { readonly kind: K }>;

const deed = union<Deed>({
  kill: record<Of<'kill'>>({ kind: oneOf('kill'), process: count }),
  crash: record<Of<'crash'>>({
    kind: oneOf('crash'),
    node: name,
    backAfterMs: optional(duration),
  }),
  restart: record<Of<'restart'>>({ kind: oneOf('restart'), node: name }),
  hang: record<Of<'hang'>>({ kind: oneOf('hang'), node: name, forMs: duration }),
  cut: record<Of<'cut'>>({
    kind: oneOf('cut'),
    from: name,
    to: name,
    both: boolean,
    forMs: optional(duration),
  }),
  heal: record<Of<'heal'>>({ kind: oneOf('heal'), from: name, to: name }),
  deliver: record<Of<'deliver'>>({ kind: oneOf('deliver'), message }),
  drop: record<Of<'drop'>>({ kind: oneOf('drop'), message }),
  duplicate: record<Of<'duplicate'>>({ kind: oneOf('duplicate'), message, afterMs: duration }),
  delay: record<Of<'delay'>>({ kind: oneOf('delay'), message, byMs: duration }),
  send: record<Of<'send'>>({
    kind: oneOf('send'),
    node: name,
    name,
    message: data,
    tag: text(),
  }),
});

/** A duration in milliseconds: up to a day. */
function duration(value: unknown, path: string): number {
  const ms = number(value, path);
  if (ms < 0 || ms > 86_400_000) throw new ShapeError(path, 'a duration up to a day');
  return ms;
}

const fork = record<Fork>({
  step: count,
  prefix: nullable(hash),
  atMs: optional(duration),
  deed,
});

const latency = record<{ readonly meanMs: number; readonly spreadMs: number }>({
  meanMs: duration,
  spreadMs: duration,
});

/** A scenario's shape as far as the page relies on it; what its faults and its network say is checked where it is run. */
const scenario = record<Scenario>({
  nodes: list(
    record<NodeSpec>({
      name,
      cores: optional(count),
      memoryMb: optional(number),
      zone: optional(name),
    }),
    64,
  ),
  network: optional(
    record<NonNullable<Scenario['network']>>({
      lan: optional(latency),
      wan: optional(latency),
      tickTimeMs: optional(duration),
      megabytesPerS: optional(number),
    }),
  ),
  boot: list(
    record<Boot>({
      node: name,
      file: name,
      body: name,
      arg: optional(data),
      as: optional(name),
      atMs: optional(duration),
      again: optional(boolean),
    }),
    1_000,
  ),
  workload: list(
    record<Scenario['workload'][number]>({
      id: name,
      atMs: duration,
      fn: name,
      args: data,
      driver: record<Scenario['workload'][number]['driver']>({ node: name, name }),
    }),
    5_000,
  ),
  // Faults are read defensively where they are carried out, inside the sandbox.
  faults: list(data as Checker<unknown> as Checker<Scenario['faults'][number]>, 1_000),
  untilMs: duration,
  limits: optional(
    record<NonNullable<Scenario['limits']>>({
      eventsMax: optional(count),
      stepsMax: optional(count),
    }),
  ),
});

const subject = union<Subject>({
  recipe: record<Extract<Subject, { kind: 'recipe' }>>({
    kind: oneOf('recipe'),
    recipe: source,
  }),
  world: record<Extract<Subject, { kind: 'world' }>>({
    kind: oneOf('world'),
    world: name,
    seed: count,
  }),
  play: record<Extract<Subject, { kind: 'play' }>>({
    kind: oneOf('play'),
    seed: count,
    scenario,
  }),
});

/** What a link holds. */
export const linkShape: Checker<LinkPayload> = record<LinkPayload>({
  format: count,
  runtime: count,
  lab: record<LinkPayload['lab']>({ id: name, hash: name }),
  files: list(record<LinkPayload['files'][number]>({ file: name, source }), 100),
  imports: list(
    record<LinkImport>({
      specifier: name,
      origin: oneOf('own', 'reference'),
      source,
    }),
    100,
  ),
  run: record<RunDescription>({ subject, forks: list(fork, 1_000) }),
  event: count,
  hash,
});
