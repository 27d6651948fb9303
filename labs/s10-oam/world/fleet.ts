/**
 * Twelve nodes as their gauges show them, a tick at a time.
 *
 * This is a model: no process runs on these nodes, and nothing hangs together that is not written down here. It leaves
 * out what load does to memory and queues, garbage collection of any node but one, and messages that are still under way
 * when a node dies. What it says of a leak, a mailbox, a crash and a restart was compared with nodes of the runtime.
 */
import { Chance } from './chance.ts';
import type { Ending, FleetSpec, Happening } from './plan.ts';
import type { ActionName, Sample } from './types.ts';

/** Something that is going on. */
interface Condition {
  readonly id: string;
  readonly what: Happening;
  readonly untilMs: number;
}

export const tickMs = 10_000;
/** Killed above this share of its memory. */
const memoryDeath = 95;
const memoryUsual = 55;
/** Caches fill in so long after a boot, and a first collection throws out what nobody asked for again. */
const warmUp = { forMs: 1_440_000, from: 10, to: 64 };
/** From the end of a node to its next boot. */
export const bootMs = 20_000;
const queueDeath = 400_000;
const atomsMax = 1_048_576;
const atomsUsual = Math.round(atomsMax * 0.3);
const diskUsual = 60;
/** A garbage collection of the node that collects seldom: from 68 to 83 %, in 7 min 40 s. */
const sawtooth = { from: 68, to: 83, periodMs: 460_000 };
const exporterBootMs = 30_000;

class Node {
  readonly name: string;
  readonly isSawtooth: boolean;
  downUntil = 0;
  bootedAt = -Infinity;
  /** Memory above what is usual. */
  leaked = 0;
  queue = 0;
  disk = diskUsual;
  atoms = atomsUsual;
  scrapedAt = 0;
  /** The exporter answers again from then on. */
  silentUntil = 0;

  constructor(name: string, isSawtooth: boolean) {
    this.name = name;
    this.isSawtooth = isSawtooth;
  }

  memory(t: number): number {
    if (this.isSawtooth) {
      const { from, to, periodMs } = sawtooth;
      return from + ((to - from) * (t % periodMs)) / periodMs;
    }
    const warmth = (t - this.bootedAt) / warmUp.forMs;
    const used = warmth < 1 ? warmUp.from + (warmUp.to - warmUp.from) * warmth : memoryUsual;
    return used + this.leaked;
  }

  /** Stops now, and boots with its disk and nothing else. */
  restart(t: number, afterMs: number): void {
    this.downUntil = t + afterMs;
    this.bootedAt = this.downUntil;
    this.leaked = 0;
    this.queue = 0;
    this.atoms = atomsUsual;
    this.silentUntil = 0;
  }
}

export class Fleet {
  readonly #nodes: readonly Node[];
  readonly #chance: Chance;
  #conditions: readonly Condition[] = [];
  /** What has ended since it was last asked. */
  #ended: { readonly id: string; readonly how: Ending }[] = [];
  /** Node -> when the deploy restarts it. */
  readonly #deploys = new Map<string, number>();

  constructor({ seed, nodes, sawtooth: slow }: FleetSpec) {
    this.#nodes = nodes.map((name) => new Node(name, name === slow));
    this.#chance = new Chance(seed);
  }

  begin(id: string, what: Happening, t: number, forMs: number): void {
    this.#conditions = [...this.#conditions, { id, what, untilMs: t + forMs }];
    if (what.kind === 'crash') this.#node(what.node)?.restart(t, forMs);
    if (what.kind === 'exporter') this.#mute(what.node, t + forMs);
    if (what.kind === 'deploy') {
      for (const [index, { name }] of this.#nodes.entries()) {
        this.#deploys.set(name, t + index * what.everyMs);
      }
    }
  }

  /** What has ended since this was asked last. */
  takeEnded(): readonly { readonly id: string; readonly how: Ending }[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  /** A tick of time: what grows grows, and who must die dies. */
  tick(t: number): void {
    for (const condition of this.#conditions) this.#goOn(condition, t);
    for (const node of this.#nodes) {
      const restartAt = this.#deploys.get(node.name);
      if (restartAt === undefined || t < restartAt) continue;
      this.#deploys.delete(node.name);
      node.restart(t, bootMs);
    }
  }

  #goOn(condition: Condition, t: number): void {
    const { what, untilMs, id } = condition;
    const seconds = tickMs / 1000;
    const node = 'node' in what ? this.#node(what.node) : undefined;
    let how: Ending | null = t >= untilMs ? 'ended' : null;
    if (node !== undefined && t >= node.downUntil && how === null) {
      switch (what.kind) {
        case 'leak':
          node.leaked += (what.percentPerMin * seconds) / 60;
          if (node.memory(t) >= memoryDeath) how = 'died';
          break;
        case 'mailbox':
          node.queue += what.perS * seconds;
          if (node.queue >= queueDeath) how = 'died';
          break;
        case 'disk':
          node.disk += (what.percentPerMin * seconds) / 60;
          if (node.disk >= 100) how = 'exhausted';
          break;
        case 'atoms':
          node.atoms += what.perS * seconds;
          if (node.atoms >= atomsMax) how = 'died';
          break;
        default:
      }
    }
    if (how === null) return;
    this.#end(id, how);
    if (node === undefined) return;
    // Whoever fills its mailbox is killed alone; the others take their node with them.
    if (what.kind === 'mailbox') node.queue = 0;
    else if (how === 'died') node.restart(t, bootMs);
    if (what.kind === 'disk') node.disk = diskUsual;
  }

  #end(id: string, how: Ending): void {
    this.#conditions = this.#conditions.filter((one) => one.id !== id);
    this.#ended.push({ id, how });
  }

  /** Carries out what automation asks for. False if there was no cause. */
  act(run: ActionName, name: string, t: number): boolean {
    const wanted = { cleanupDisk: 'disk', shedConnections: 'leak', restartExporter: 'exporter' };
    const condition = this.#conditions.find(
      ({ what }) => what.kind === wanted[run] && 'node' in what && what.node === name,
    );
    const node = this.#node(name);
    if (condition === undefined || node === undefined) return false;
    switch (run) {
      case 'cleanupDisk':
        node.disk = diskUsual;
        this.#end(condition.id, 'repaired');
        return true;
      case 'shedConnections':
        node.leaked = Math.max(0, node.leaked - 10);
        this.#end(condition.id, 'repaired');
        return true;
      case 'restartExporter':
        if (node.silentUntil <= t + exporterBootMs) return false;
        node.silentUntil = t + exporterBootMs;
        this.#conditions = this.#conditions.map((one) =>
          one === condition ? { ...one, untilMs: node.silentUntil } : one,
        );
        return true;
    }
  }

  /** The reading of every gauge, as the operations node gets them: of who does not answer, nothing but that. */
  read(t: number, emit: (sample: Sample) => void): void {
    const split = this.#conditions.find(({ what }) => what.kind === 'split')?.what;
    const far = split?.kind === 'split' ? split.nodes : [];
    const downs = this.#nodes.filter(({ downUntil }) => t < downUntil).length;
    for (const node of this.#nodes) {
      const { name } = node;
      const isDown = t < node.downUntil;
      const isFar = far.includes(name);
      if (!isDown) this.#soothe(node);
      if (!isDown && !isFar && t >= node.silentUntil) {
        node.scrapedAt = t;
        const apart = far.length === 0 ? 0 : isFar ? this.#nodes.length - far.length : far.length;
        this.#readNode(node, t, { lost: Math.max(apart, downs), emit });
      }
      emit({ t, node: name, metric: 'up', value: isDown || isFar ? 0 : 1 });
      emit({ t, node: name, metric: 'scrapeAge', value: (t - node.scrapedAt) / 1000 });
    }
    this.#readBusiness(t, emit);
  }

  /** What is left of a leak that was stopped goes with the sessions that end, two points a minute. */
  #soothe(node: Node): void {
    if (node.leaked === 0 || this.#isOn('leak', node.name)) return;
    node.leaked = Math.max(0, node.leaked - (2 * tickMs) / 60_000);
  }

  #readNode(
    node: Node,
    t: number,
    { lost, emit }: { readonly lost: number; readonly emit: (sample: Sample) => void },
  ): void {
    const { name } = node;
    const chance = this.#chance;
    const isBatch = this.#isOn('batch', name);
    const loop = this.#find('restarts', name);
    const perS = loop?.kind === 'restarts' ? loop.perS : 0;
    const burst = chance.next() < 0.005 ? 1_500 * chance.next() : 0;
    const waiting = lost > 1 ? 1_000 * chance.next() : 0;
    emit({ t, node: name, metric: 'memory', value: node.memory(t) + chance.spread(0.5) });
    emit({
      t,
      node: name,
      metric: 'queue',
      value: Math.floor(node.queue + burst + waiting + 40 * chance.next()),
    });
    emit({ t, node: name, metric: 'processes', value: 9_000 + Math.floor(chance.spread(300)) });
    emit({
      t,
      node: name,
      metric: 'runQueue',
      value: Math.floor((isBatch ? 12 : 2) * (0.7 + 0.6 * chance.next())),
    });
    emit({ t, node: name, metric: 'cpu', value: (isBatch ? 90 : 35) + chance.spread(4) });
    emit({
      t,
      node: name,
      metric: 'restarts',
      value: (chance.next() < 0.02 ? 1 : 0) + Math.round(perS * 60 + chance.spread(perS * 10)),
    });
    emit({ t, node: name, metric: 'atoms', value: node.atoms });
    emit({ t, node: name, metric: 'disk', value: node.disk + chance.spread(0.2) });
    emit({
      t,
      node: name,
      metric: 'distBuffer',
      value: Math.floor((lost > 1 ? 600 : 20) * chance.next()),
    });
    emit({ t, node: name, metric: 'peersLost', value: lost });
  }

  /** Votes of this minute, and what the evening's curve lets expect. */
  #readBusiness(t: number, emit: (sample: Sample) => void): void {
    const hours = t / 3_600_000;
    const forecast = 300 + 700 * Math.max(0, 1 - Math.abs(hours - 2.5) / 2);
    const isSilent = this.#isOn('silence', 'business');
    const votes = isSilent ? 0 : Math.round(forecast * (1 + this.#chance.spread(0.15)));
    emit({ t, node: 'business', metric: 'votesForecast', value: Math.round(forecast) });
    emit({ t, node: 'business', metric: 'votes', value: votes });
  }

  #mute(name: string, untilMs: number): void {
    const node = this.#node(name);
    if (node !== undefined) node.silentUntil = untilMs;
  }

  #node(name: string): Node | undefined {
    return this.#nodes.find((node) => node.name === name);
  }

  #isOn(kind: Happening['kind'], name: string): boolean {
    return this.#find(kind, name) !== undefined;
  }

  #find(kind: Happening['kind'], name: string): Happening | undefined {
    for (const { what } of this.#conditions) {
      if (what.kind === kind && 'node' in what && what.node === name) return what;
    }
    return undefined;
  }
}
