/** The children that a supervisor knows, oldest first. Each is found by its process or its id, however many there are. */
import { assert } from './assert.ts';
import type { Child } from './child-spec.ts';
import { isPid } from './pid.ts';

export class Children {
  readonly #all = new Set<Child>();
  readonly #byPid = new Map<unknown, Child>();
  readonly #byId = new Map<unknown, Child>();
  /** False for children of one kind: they have no ids of their own. */
  readonly #haveIds: boolean;

  constructor(children: readonly Child[], haveIds: boolean) {
    this.#haveIds = haveIds;
    for (const child of children) this.add(child);
  }

  get size(): number {
    return this.#all.size;
  }

  [Symbol.iterator](): IterableIterator<Child> {
    return this.#all.values();
  }

  has(child: Child): boolean {
    return this.#all.has(child);
  }

  add(child: Child): void {
    assert(!this.#all.has(child), 'a child is known once');
    this.#all.add(child);
    if (isPid(child.pid)) this.#byPid.set(child.pid, child);
    if (!this.#haveIds) return;
    assert(!this.#byId.has(child.id), 'no two children have one id');
    this.#byId.set(child.id, child);
  }

  remove(child: Child): void {
    this.#all.delete(child);
    this.#byPid.delete(child.pid);
    if (this.#byId.get(child.id) === child) this.#byId.delete(child.id);
  }

  /** From now on a child is this process, or none. */
  become(child: Child, pid: Child['pid']): void {
    if (this.#byPid.get(child.pid) === child) this.#byPid.delete(child.pid);
    child.pid = pid;
    if (isPid(pid) && this.#all.has(child)) this.#byPid.set(pid, child);
  }

  /** The child that is this process. */
  withPid(pid: unknown): Child | undefined {
    return this.#byPid.get(pid);
  }

  withId(id: unknown): Child | undefined {
    return this.#byId.get(id);
  }
}
