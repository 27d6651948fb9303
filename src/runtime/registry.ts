/**
 * Registries, as Elixir has them: names for processes of one node that are any text or number, in tables of their own,
 * with a value beside each. In a `unique` registry a key is one process's; in a `duplicate` one any number may share it,
 * which makes it a list of subscribers. An entry goes with its process, before anybody hears of that end.
 */
import { assert } from './assert.ts';
import { copied, copy, recopy } from './copy.ts';
import { tiesOf } from './ties.ts';
import { here, misuse } from './machine.ts';
import type { Node } from './node.ts';
import { show } from './print.ts';
import type { Process } from './process.ts';
import { isPid, processOf, type Pid } from './pid.ts';
import { badarg } from './server-ref.ts';

export type RegistryKey = string | number;

interface Entry {
  readonly process: Process;
  readonly value: unknown;
  readonly bytes: number;
}

/** Bytes of an entry beside those of its value. */
const entryBytes = 64;

/** One table of a node. It belongs to the process that made it and goes with that. */
export class Registry {
  readonly name: string;
  readonly unique: boolean;
  readonly owner: Process;
  readonly #node: Node;
  readonly #entries = new Map<RegistryKey, Entry[]>();
  /** The keys that each process is under, in the order in which it came to them. */
  readonly #keys = new Map<Process, Set<RegistryKey>>();

  constructor(name: string, unique: boolean, owner: Process) {
    this.name = name;
    this.unique = unique;
    this.owner = owner;
    this.#node = owner.node;
  }

  at(key: RegistryKey): readonly Entry[] {
    return this.#entries.get(key) ?? [];
  }

  add(key: RegistryKey, entry: Entry): void {
    assert(entry.process.alive, 'only the living are registered');
    const entries = this.#entries.get(key);
    if (entries === undefined) this.#entries.set(key, [entry]);
    else entries.push(entry);
    const keys = this.#keys.get(entry.process);
    if (keys === undefined) this.#keys.set(entry.process, new Set([key]));
    else keys.add(key);
    this.#node.memory += entry.bytes;
  }

  /** Takes out what a process has under a key, or under all keys. */
  remove(process: Process, only?: RegistryKey): void {
    for (const key of only === undefined ? [...(this.#keys.get(process) ?? [])] : [only]) {
      const [gone, kept] = split(this.at(key), process);
      for (const { bytes } of gone) this.#node.memory -= bytes;
      if (kept.length === 0) this.#entries.delete(key);
      else this.#entries.set(key, kept);
      this.#keys.get(process)?.delete(key);
    }
    if (this.#keys.get(process)?.size === 0) this.#keys.delete(process);
    assert(only !== undefined || !this.#keys.has(process), 'who is taken out is under no key');
  }

  /** The keys of a process, each as often as it is under it. */
  keysOf(process: Process): RegistryKey[] {
    const keys = [...(this.#keys.get(process) ?? [])];
    return keys.flatMap((key) =>
      this.at(key).flatMap((entry) => (entry.process === process ? [key] : [])),
    );
  }

  get count(): number {
    let count = 0;
    for (const entries of this.#entries.values()) count += entries.length;
    return count;
  }

  /** The table is given up. */
  clear(): void {
    for (const entries of this.#entries.values()) {
      for (const { bytes } of entries) this.#node.memory -= bytes;
    }
    assert(this.#node.memory >= 0, 'a table gives back what it took');
    this.#entries.clear();
    this.#keys.clear();
  }
}

function split(entries: readonly Entry[], process: Process): readonly [Entry[], Entry[]] {
  const gone = entries.filter((entry) => entry.process === process);
  return [gone, entries.filter((entry) => entry.process !== process)];
}

/** A process ends: its entries go, and the tables it owned. */
export function leaveRegistries(process: Process): void {
  const { registries } = process.node;
  for (const registry of process.ties?.registries ?? []) registry.remove(process);
  for (const [name, registry] of registries) {
    if (registry.owner !== process) continue;
    registry.clear();
    registries.delete(name);
  }
}

function find(name: string): Registry {
  return (
    here().node.registries.get(name) ??
    badarg(`there is no registry ${name} on this node: start it with registry.start`)
  );
}

function readKey(key: unknown): RegistryKey {
  if (typeof key === 'string' || typeof key === 'number') return key;
  return misuse(
    `${show(key)} is no key of a registry`,
    'Give a text or a number, for example the id of an order.',
  );
}

/** Elixir: Registry. */
export const registry = {
  start(name: string, keys: 'unique' | 'duplicate' = 'unique'): void {
    const owner = here();
    const { registries } = owner.node;
    if (registries.has(name)) badarg(`there is a registry ${name} on this node already`);
    const made = new Registry(name, keys === 'unique', owner);
    registries.set(name, made);
    (tiesOf(owner).registries ??= new Set()).add(made);
  },
  register(name: string, key: RegistryKey, value?: unknown): RegisterResult {
    const process = here();
    const table = find(name);
    const [holder] = table.at(readKey(key));
    if (table.unique && holder !== undefined) {
      return ['error', ['already_registered', holder.process.pid]];
    }
    const own = copy(value, 'the value for the registry');
    table.add(key, { process, value: own, bytes: copied.bytes + entryBytes });
    (tiesOf(process).registries ??= new Set()).add(table);
    return ['ok', table.owner.pid];
  },
  unregister(name: string, key: RegistryKey): void {
    find(name).remove(here(), readKey(key));
  },
  lookup(name: string, key: RegistryKey): { readonly pid: Pid; readonly value: unknown }[] {
    const entries = find(name).at(readKey(key));
    return entries.map(({ process, value }) => ({ pid: process.pid, value: recopy(value) }));
  },
  keys(name: string, pid: Pid): RegistryKey[] {
    const table = find(name);
    return isPid(pid) ? table.keysOf(processOf(pid)) : [];
  },
  count(name: string): number {
    return find(name).count;
  },
};

/** OTP has no registry; Elixir: {:ok, pid} | {:error, {:already_registered, pid}}. */
type RegisterResult =
  readonly ['ok', Pid] | readonly ['error', readonly ['already_registered', Pid]];
