/**
 * A node: one machine with its own memory, cores, disk and clock. Processes of one node share its modules'
 * state and its fate; nothing of it is reachable from another node but by message.
 *
 *   up       runs
 *   frozen   up, but nothing on it happens (hung, paused): what arrives or falls due waits in the backlog
 *   down     crashed: processes, names and memory are gone, the disk is left
 */
import { assert } from './assert.ts';
import { Cpu } from './cpu.ts';
import type { Silence } from './connections.ts';
import type { DatagramSocket } from './datagram.ts';
import { Disk } from './disk.ts';
import { NodeClock } from './node-clock.ts';
import { coresDefault, memoryBytesDefault, processBytes } from './limits.ts';
import type { Process } from './process.ts';
import type { Listener } from './listener.ts';
import { hashText, type Key } from './random.ts';
import type { Names } from './global.ts';
import type { Scope } from './pg.ts';
import type { Registry } from './registry.ts';
import type { Due } from './signal.ts';
import type { System } from './system.ts';

/** A process that a node starts whenever it boots. */
export interface BootProcess {
  readonly file: string;
  readonly name: string;
  readonly arg?: unknown;
  /** Name to register. */
  readonly as?: string;
}

/** A machine of the simulated system. */
export interface NodeSpec {
  readonly name: string;
  /** Cores that share the `work` of its processes; 4 if left out. */
  readonly cores?: number;
  /** Above this the node dies, as the BEAM does; 2,000 MB if left out. */
  readonly memoryMB?: number;
  /** How far its clock is ahead, in milliseconds. */
  readonly skewMs?: number;
  /** How fast its clock runs too fast, in millionths. */
  readonly driftPpm?: number;
  /** A hidden node is in no mesh: nobody is told of it, and it connects to whom it sends. OTP: `-hidden`. */
  readonly hidden?: boolean;
  /** False: it is down until it is restarted. */
  readonly up?: boolean;
  /** Started at each boot, in this order. */
  readonly boot?: readonly BootProcess[];
}

export class Node {
  readonly system: System;
  readonly name: string;
  readonly index: number;
  readonly key: Key;
  readonly spec: NodeSpec;
  readonly clock = new NodeClock();
  readonly disk: Disk;
  cpu: Cpu;
  readonly hidden: boolean;
  up: boolean;
  /** True after a loss of power: until it is up again, nothing answers in its place. */
  powerless = false;
  /** Set while it stands still for so long that its peers may give it up. */
  silence: Silence | null = null;
  /** Counts boots: a process of an earlier boot is dead for ever. */
  boot = 0;
  /** How many faults hold it still at present. */
  frozen = 0;
  /** What arrived or fell due while it was frozen, in order. */
  backlog: Due[] = [];
  /** Processes whose turn came while it was frozen. */
  stalled: Process[] = [];
  names = new Map<string, Process>();
  /** Who listens to which port. */
  ports = new Map<number, Listener | DatagramSocket>();
  /** Instances of the lab's modules, and their top-level functions by `file:name`. */
  modules = new Map<string, object>();
  functions = new Map<string, (...args: never[]) => unknown>();
  firstProcess: Process | null = null;
  lastProcess: Process | null = null;
  processCount = 0;
  /** Messages that wait in the mailboxes of its processes. */
  messageCount = 0;
  /** Steps its processes have taken since it booted. */
  reductions = 0;
  /** Tables of names with values, by their own names. */
  registries = new Map<string, Registry>();
  /** The cluster's names, as this node's server knows them. */
  globalNames: Names | null = null;
  /** Tables of process groups, by the name of their scope. */
  scopes = new Map<string, Scope>();
  /** Bytes in use: processes, mailboxes and leaks. */
  memory = 0;
  leakBytesPerMs = 0;
  readonly memoryMax: number;
  /** Processes that were started from outside. */
  roots: Process[] = [];
  /** Processes the host started here, for their keys. */
  hostSpawned = 0;

  constructor(system: System, spec: NodeSpec, index: number) {
    this.system = system;
    this.spec = spec;
    this.name = spec.name;
    this.index = index;
    this.key = hashText(spec.name);
    this.hidden = spec.hidden ?? false;
    this.up = spec.up ?? true;
    this.memoryMax = spec.memoryMB === undefined ? memoryBytesDefault : spec.memoryMB * 1_000_000;
    this.disk = new Disk();
    this.cpu = new Cpu(this, spec.cores ?? coresDefault);
    this.clock.setOffset(spec.skewMs ?? 0);
    assert(spec.name !== '', 'a node has a name');
    assert(this.memoryMax > 0, 'a node has memory');
    if (spec.driftPpm !== undefined) this.clock.setDrift(0, spec.driftPpm);
  }

  add(process: Process): void {
    assert(process.before === null && process.after === null, 'a process is in one list');
    process.before = this.lastProcess;
    if (this.lastProcess === null) this.firstProcess = process;
    else this.lastProcess.after = process;
    this.lastProcess = process;
    this.processCount += 1;
    this.memory += processBytes;
  }

  remove(process: Process): void {
    if (process.before === null) this.firstProcess = process.after;
    else process.before.after = process.after;
    if (process.after === null) this.lastProcess = process.before;
    else process.after.before = process.before;
    this.processCount -= 1;
    this.memory -= processBytes;
    assert(process.node === this, 'a process is on its own node');
    assert(this.processCount >= 0, 'a process is removed as often as it was added');
  }

  /** The run is over: lets go of every process, and of all it knew. */
  close(): void {
    for (let process = this.firstProcess; process !== null;) {
      const { after } = process;
      process.close();
      process = after;
    }
    this.up = false;
    this.clear();
  }

  /** Forgets everything but the disk. */
  clear(): void {
    assert(!this.up, 'only a node that is down forgets everything');
    this.backlog = [];
    this.stalled = [];
    this.frozen = 0;
    this.names = new Map();
    this.modules = new Map();
    this.functions = new Map();
    this.firstProcess = null;
    this.lastProcess = null;
    this.processCount = 0;
    this.messageCount = 0;
    this.reductions = 0;
    this.registries = new Map();
    this.scopes = new Map();
    this.globalNames = null;
    this.memory = 0;
    this.leakBytesPerMs = 0;
    this.silence = null;
    this.ports = new Map();
    this.roots = [];
    this.cpu = new Cpu(this, this.spec.cores ?? coresDefault);
  }
}
