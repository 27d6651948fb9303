/** What runs as `monitor` on `ops`: hears every machine, asks your rules, and wakes somebody. */
import { call, now, receive, self, send, sendAfter, spawn, type Pid } from 'nines';
import { observe } from 'nines/world';
import { everyMs, type Report } from './exporter.ts';
import { system } from './setup.ts';
import type { Signal, Standing } from './signals.ts';
import { allNodes, familyOf, type NodeName } from './town.ts';

type ToMonitor =
  | Report
  | { readonly kind: 'tick' }
  | { readonly kind: 'health'; readonly down: readonly NodeName[] }
  | { readonly kind: 'pinged'; readonly node: NodeName; readonly answers: boolean }
  | { readonly kind: 'view' };

/** A machine that has not been heard for so long is pinged. */
const silentMs = 4_500;
const pingMs = 800;
const longMs = 20_000;
const lateWindowMs = 30_000;
const lateMs = 200;
const shortMs = 10_000;

export async function monitor(): Promise<void> {
  const desk = new AlarmDesk();
  sendAfter(1_000, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<ToMonitor>();
    switch (message.kind) {
      case 'report':
        desk.report(message);
        break;
      case 'health':
        desk.down = message.down;
        break;
      case 'pinged':
        desk.answers.set(message.node, message.answers);
        break;
      case 'tick':
        sendAfter(1_000, self(), { kind: 'tick' });
        desk.look();
        break;
      case 'view':
        break;
    }
  }
}

interface Noted {
  readonly atMs: number;
  readonly node: NodeName;
  readonly value: number;
}

class AlarmDesk {
  down: readonly NodeName[] = [];
  readonly answers = new Map<NodeName, boolean>();
  readonly #heard = new Map<NodeName, { atMs: number; report: Report | null }>();
  #timeouts: Noted[] = [];
  #late: Noted[] = [];
  #payMs: Noted[] = [];
  #refused: Noted[] = [];
  #standing = new Map<string, Standing>();

  constructor() {
    for (const node of allNodes) this.#heard.set(node, { atMs: now(), report: null });
  }

  report(report: Report): void {
    const { node } = report;
    const atMs = now();
    const before = this.#heard.get(node)?.atMs ?? atMs;
    if (atMs - before >= everyMs + lateMs) this.#late.push({ atMs, node, value: 1 });
    this.#heard.set(node, { atMs, report });
    this.answers.delete(node);
    for (const [shop, value] of report.timeouts) this.#timeouts.push({ atMs, node: shop, value });
    for (const value of report.payMs) this.#payMs.push({ atMs, node, value });
    if (report.refused > 0) this.#refused.push({ atMs, node, value: report.refused });
  }

  /** Asks the rules, and puts on record what has begun and what is over. */
  look(): void {
    const standing = new Map<string, Standing>();
    for (const one of system.slots.watch(this.#signals(), now())) {
      standing.set(`${one.alarm} ${one.entity}`, one);
    }
    for (const [name, one] of standing) {
      if (this.#standing.has(name)) continue;
      const { alarm, entity, explainedBy } = one;
      observe({
        kind: 'alarm',
        alarm,
        entity,
        state: 'raised',
        paged: explainedBy === null,
        explainedBy,
      });
      if (alarm === 'disk') send({ name: 'exporter', node: entity }, { kind: 'cleanUp' });
    }
    for (const [name, { alarm, entity, explainedBy }] of this.#standing) {
      if (standing.has(name)) continue;
      observe({ kind: 'alarm', alarm, entity, state: 'cleared', paged: false, explainedBy });
    }
    this.#standing = standing;
  }

  #signals(): Signal[] {
    const signals: Signal[] = [];
    for (const [node, { atMs, report }] of this.#heard) {
      const quietMs = now() - atMs;
      signals.push({ metric: 'silentS', node, value: quietMs / 1_000 });
      if (quietMs >= silentMs) {
        spawn(ping, { node, to: self() });
        const answers = this.answers.get(node);
        if (answers !== undefined)
          signals.push({ metric: 'answers', node, value: answers ? 1 : 0 });
      }
      if (report === null) continue;
      signals.push({ metric: 'disk', node, value: report.disk });
      signals.push({ metric: 'restarts', node, value: report.restarts });
      if (familyOf(node) === 'web') {
        signals.push({ metric: 'frontDown', node, value: this.down.includes(node) ? 1 : 0 });
      }
    }
    this.#timeouts = since(this.#timeouts, longMs);
    this.#payMs = since(this.#payMs, shortMs);
    this.#refused = since(this.#refused, shortMs);
    for (const [node, values] of byNode(this.#timeouts)) {
      signals.push({ metric: 'timeouts', node, value: sum(values) });
    }
    this.#late = since(this.#late, lateWindowMs);
    for (const [node, values] of byNode(this.#late)) {
      signals.push({ metric: 'late', node, value: sum(values) });
    }
    for (const [node, values] of byNode(this.#payMs)) {
      signals.push({ metric: 'payMs', node, value: sum(values) / values.length });
    }
    for (const [node, values] of byNode(this.#refused)) {
      signals.push({ metric: 'refused', node, value: sum(values) });
    }
    return signals;
  }
}

async function ping({ node, to }: { readonly node: NodeName; readonly to: Pid }): Promise<void> {
  const answer = await call({ name: 'release', node }, 'ping', pingMs);
  send(to, { kind: 'pinged', node, answers: answer.kind === 'ok' });
}

function since(noted: Noted[], ms: number): Noted[] {
  return noted.filter(({ atMs }) => now() - atMs < ms);
}

function byNode(noted: readonly Noted[]): Map<NodeName, number[]> {
  const nodes = new Map<NodeName, number[]>();
  for (const { node, value } of noted) nodes.set(node, [...(nodes.get(node) ?? []), value]);
  return nodes;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
