/**
 * A group of machines that decide together: what one of them answers for, every member of the view holds. A view has a
 * majority of the members, so two views share one of them, and whoever leads the next one knows all that was answered
 * for (view-synchronous replication; Birman and Joseph, 1987, with the recovery of Viewstamped Replication, Liskov and
 * Cowling, 2012: who comes back without memory has no voice until somebody has told it everything).
 */
import { disk, monitorNodes, node, now, receive, self, send, sendAfter, type Pid } from 'nines';
import type { NodeName } from './town.ts';

/** What a group agrees on. `apply` is called in the same order on every member. */
export interface Machine {
  apply(op: unknown, atMs: number): unknown;
  read(query: unknown): unknown;
  snapshot(): unknown;
  install(state: unknown): void;
  /** Called on the leader when an operation counts. */
  decided?(op: unknown, value: unknown): void;
}

/** What a gateway asks. The same `id` again is the same operation, and gets the same answer. */
export interface Ask {
  readonly kind: 'ask';
  readonly id: string;
  readonly to: Pid;
  readonly op?: unknown;
  readonly query?: unknown;
}
/** What it hears. Without a leader it asks elsewhere, or later. */
export type Heard =
  | { readonly kind: 'heard'; readonly id: string; readonly value: unknown }
  | { readonly kind: 'elsewhere'; readonly id: string; readonly leader: NodeName | null };

interface View {
  readonly epoch: number;
  readonly leader: NodeName;
  readonly members: readonly NodeName[];
}
type FromMember = { readonly from: NodeName } & (
  | { readonly kind: 'beat'; readonly view: View; readonly isBack: boolean }
  | {
      readonly kind: 'append';
      readonly epoch: number;
      readonly seq: number;
      readonly id: string;
      readonly op: unknown;
      readonly atMs: number;
    }
  | { readonly kind: 'ack'; readonly epoch: number; readonly seq: number }
  | { readonly kind: 'prepare'; readonly epoch: number; readonly ends: End }
  | {
      readonly kind: 'promise';
      readonly epoch: number;
      readonly ends: End;
      readonly state: Kept | null;
    }
  | {
      readonly kind: 'install';
      readonly view: View;
      readonly ends: End;
      readonly state: Kept | null;
    }
);
/** How far a member's copy goes. */
interface End {
  readonly epoch: number;
  readonly seq: number;
}
interface Kept {
  readonly ends: End;
  /** As text, which is copied at no cost. */
  readonly text: string;
}
interface Waiting {
  readonly seq: number;
  readonly to: Pid;
  readonly id: string;
  readonly query?: unknown;
  readonly op?: unknown;
  readonly value?: unknown;
}

const beatMs = 300;
/** Answers that are remembered for gateways that ask again. */
const rememberedMax = 400;

export interface GroupArg {
  readonly members: readonly NodeName[];
  readonly suspectMs: number;
  /** Each member answers for itself and tells nobody: they share a view, and nothing else. */
  readonly alone?: boolean;
  /** Who hears of each new view, by name. */
  readonly told: readonly { readonly name: string; readonly node: NodeName }[];
}

type Message =
  | FromMember
  | Ask
  | { readonly kind: 'tick' }
  | { readonly kind: 'nodeup' | 'nodedown'; readonly node: NodeName };

export async function runGroup(arg: GroupArg, machine: Machine): Promise<void> {
  // A mark on the disk tells a first boot from a return without memory.
  const isBack = (await disk.get('group')) !== undefined;
  await disk.put('group', true);
  const member = new Member(arg, machine, isBack);
  monitorNodes();
  sendAfter(0, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'tick') {
      member.tick();
      sendAfter(beatMs, self(), { kind: 'tick' });
    } else if (message.kind === 'ask') member.ask(message);
    else if (message.kind === 'nodedown') member.lost(message.node);
    else if (message.kind !== 'nodeup') member.hear(message as FromMember);
  }
}

class Member {
  readonly #arg: GroupArg;
  readonly #machine: Machine;
  readonly #me = node();
  /** True until somebody has told this member what it forgot. */
  #isBack: boolean;
  #view: View;
  #promised: number;
  #ends: End;
  /** When each of the others was last heard; nobody is lost before it was missed for once. */
  readonly #heard = new Map<NodeName, number>();
  readonly #back = new Set<NodeName>();
  #ticks = 0;
  /** Of the leader alone. */
  readonly #acked = new Map<NodeName, number>();
  #waiting: Waiting[] = [];
  readonly #answers = new Map<string, unknown>();
  #candidacy: {
    readonly epoch: number;
    readonly with: readonly NodeName[];
    readonly promises: Map<NodeName, FromMember & { kind: 'promise' }>;
    readonly atMs: number;
  } | null = null;

  constructor(arg: GroupArg, machine: Machine, isBack: boolean) {
    this.#arg = arg;
    this.#machine = machine;
    this.#isBack = isBack;
    this.#view = {
      epoch: isBack ? 0 : 1,
      leader: isBack ? '' : (arg.members[0] ?? ''),
      members: arg.members,
    };
    this.#promised = this.#view.epoch;
    this.#ends = { epoch: this.#view.epoch, seq: 0 };
    for (const one of arg.members) this.#heard.set(one, now());
  }

  get #isLeader(): boolean {
    return this.#view.leader === this.#me && this.#promised === this.#view.epoch;
  }

  get #others(): NodeName[] {
    return this.#arg.members.filter((one) => one !== this.#me);
  }

  #isAlive(one: NodeName): boolean {
    return one === this.#me || now() - (this.#heard.get(one) ?? 0) < this.#arg.suspectMs;
  }

  lost(one: NodeName): void {
    if (!this.#arg.members.includes(one)) return;
    this.#heard.set(one, Number.NEGATIVE_INFINITY);
    this.#look();
  }

  tick(): void {
    const { epoch } = this.#view;
    for (const to of this.#others)
      this.#tell(to, { kind: 'beat', view: this.#view, isBack: this.#isBack });
    // Those who have to know the view may have missed it.
    this.#ticks += 1;
    if (this.#isLeader && epoch > 0 && this.#ticks % 4 === 0) this.#announce();
    this.#look();
  }

  /** Is the view still what is there? The first of those that are, in the order of their names, sees to it. */
  #look(): void {
    if (this.#isBack) return;
    const there = this.#arg.members.filter((one) => this.#isAlive(one));
    const voices = there.filter((one) => !this.#back.has(one));
    const isWhole = this.#view.members.every((one) => voices.includes(one));
    const leaderIsThere = voices.includes(this.#view.leader);
    if (isWhole && this.#promised === this.#view.epoch) {
      if (this.#isLeader) this.#takeIn(there);
      return;
    }
    const first = leaderIsThere ? this.#view.leader : voices[0];
    if (first !== this.#me || voices.length * 2 <= this.#arg.members.length) return;
    if (this.#candidacy !== null && now() - this.#candidacy.atMs < 300) return;
    const rank = this.#arg.members.indexOf(this.#me);
    const size = this.#arg.members.length;
    const epoch = (Math.floor(this.#promised / size) + 1) * size + rank;
    this.#promised = epoch;
    this.#candidacy = { epoch, with: voices, promises: new Map(), atMs: now() };
    for (const to of voices)
      if (to !== this.#me) this.#tell(to, { kind: 'prepare', epoch, ends: this.#ends });
  }

  /** Tells those who are back, or were given up, all that they have missed. */
  #takeIn(there: readonly NodeName[]): void {
    const missing = there.filter((one) => !this.#view.members.includes(one) || this.#back.has(one));
    if (missing.length === 0 || this.#waiting.length > 0) return;
    const size = this.#arg.members.length;
    const epoch =
      (Math.floor(this.#promised / size) + 1) * size + this.#arg.members.indexOf(this.#me);
    this.#begin({ epoch, leader: this.#me, members: there }, () => true);
  }

  /** A new view, led by this member. Those who lack something get it in the same message. */
  #begin(view: View, lacks: (one: NodeName) => boolean): void {
    this.#view = view;
    this.#promised = view.epoch;
    this.#ends = { epoch: view.epoch, seq: this.#ends.seq };
    this.#candidacy = null;
    this.#acked.clear();
    let state: Kept | null = null;
    for (const to of view.members) {
      if (to === this.#me) continue;
      this.#back.delete(to);
      const lacksSomething = this.#arg.alone !== true && lacks(to);
      if (lacksSomething) state ??= this.#kept();
      this.#tell(to, {
        kind: 'install',
        view,
        ends: this.#ends,
        state: lacksSomething ? state : null,
      });
    }
    this.#announce();
  }

  #kept(): Kept {
    const text = JSON.stringify([this.#machine.snapshot(), [...this.#answers]]);
    return { ends: this.#ends, text };
  }

  #install({ text }: Kept): void {
    const [state, answers] = JSON.parse(text) as [unknown, [string, unknown][]];
    this.#machine.install(state);
    this.#answers.clear();
    for (const [id, value] of answers) this.#answers.set(id, value);
  }

  #announce(): void {
    for (const to of this.#arg.told) send(to, { kind: 'view', ...this.#view });
  }

  ask(ask: Ask): void {
    if (this.#arg.alone === true) {
      this.#answerAlone(ask);
      return;
    }
    if (!this.#isLeader || !this.#isSure()) {
      const leader = this.#isLeader ? null : this.#view.leader;
      send(ask.to, { kind: 'elsewhere', id: ask.id, leader });
      return;
    }
    const { id, to, op, query } = ask;
    if (op === undefined) {
      this.#waiting.push({ seq: this.#ends.seq, to, id, query });
      this.#settle();
      return;
    }
    if (this.#answers.has(id)) {
      this.#waiting.push({ seq: this.#ends.seq, to, id, value: this.#answers.get(id) });
      this.#settle();
      return;
    }
    const atMs = now();
    const { epoch } = this.#view;
    const seq = this.#ends.seq + 1;
    const value = this.#apply(id, op, atMs, { epoch, seq });
    this.#waiting.push({ seq, to, id, op, value });
    for (const one of this.#view.members) {
      if (one !== this.#me) this.#tell(one, { kind: 'append', epoch, seq, id, op, atMs });
    }
    this.#settle();
  }

  #answerAlone({ id, to, op, query }: Ask): void {
    const value = op === undefined ? this.#machine.read(query) : this.#machine.apply(op, now());
    if (op !== undefined) this.#machine.decided?.(op, value);
    send(to, { kind: 'heard', id, value });
  }

  /** A leader that has not heard of its view for a while may have been replaced. */
  #isSure(): boolean {
    return this.#view.members.every((one) => this.#isAlive(one));
  }

  #apply(id: string, op: unknown, atMs: number, ends: End): unknown {
    const value = this.#machine.apply(op, atMs);
    this.#ends = ends;
    this.#answers.set(id, value);
    if (this.#answers.size > rememberedMax) {
      const [oldest] = this.#answers.keys();
      if (oldest !== undefined) this.#answers.delete(oldest);
    }
    return value;
  }

  /** Answers what every member of the view has. */
  #settle(): void {
    let committed = this.#ends.seq;
    for (const one of this.#view.members) {
      if (one !== this.#me) committed = Math.min(committed, this.#acked.get(one) ?? 0);
    }
    let done = 0;
    for (const waiting of this.#waiting) {
      if (waiting.seq > committed) break;
      done += 1;
      if (waiting.op !== undefined) this.#machine.decided?.(waiting.op, waiting.value);
      const value = waiting.query === undefined ? waiting.value : this.#machine.read(waiting.query);
      send(waiting.to, { kind: 'heard', id: waiting.id, value });
    }
    if (done > 0) this.#waiting = this.#waiting.slice(done);
  }

  hear(message: FromMember): void {
    const { from } = message;
    this.#heard.set(from, now());
    switch (message.kind) {
      case 'beat':
        if (message.isBack) this.#back.add(from);
        this.#heardBeat(from, message.view);
        break;
      case 'append':
        this.#append(message);
        break;
      case 'ack':
        if (message.epoch === this.#view.epoch) {
          this.#acked.set(from, Math.max(message.seq, this.#acked.get(from) ?? 0));
          this.#settle();
        }
        break;
      case 'prepare':
        this.#promise(message);
        break;
      case 'promise':
        this.#count(message);
        break;
      case 'install':
        this.#enter(message);
        break;
    }
  }

  /** A member of a later view shows that this one was left behind: it waits to be taken in. */
  #heardBeat(from: NodeName, view: View): void {
    if (view.epoch <= this.#view.epoch || view.leader !== from) return;
    if (view.members.includes(this.#me)) return;
    this.#view = view;
    this.#promised = Math.max(this.#promised, view.epoch);
    this.#candidacy = null;
    this.#giveUp();
  }

  #append({ from, epoch, seq, id, op, atMs }: FromMember & { kind: 'append' }): void {
    // The fence: a leader whose epoch is over writes nothing here.
    if (epoch !== this.#view.epoch || this.#promised > epoch || this.#isBack) return;
    if (seq !== this.#ends.seq + 1) return;
    this.#apply(id, op, atMs, { epoch, seq });
    this.#tell(from, { kind: 'ack', epoch, seq });
  }

  #promise({ from, epoch, ends }: FromMember & { kind: 'prepare' }): void {
    if (epoch <= this.#promised || this.#isBack) return;
    this.#promised = epoch;
    this.#candidacy = null;
    this.#giveUp();
    const state = isFurther(this.#ends, ends) ? this.#kept() : null;
    this.#tell(from, { kind: 'promise', epoch, ends: this.#ends, state });
  }

  #count(promise: FromMember & { kind: 'promise' }): void {
    const candidacy = this.#candidacy;
    if (candidacy === null || promise.epoch !== candidacy.epoch || this.#promised !== promise.epoch)
      return;
    const { promises, epoch } = candidacy;
    promises.set(promise.from, promise);
    if (promises.size < candidacy.with.length - 1) return;
    this.#giveUp();
    for (const { ends, state } of promises.values()) {
      if (state === null || !isFurther(ends, this.#ends)) continue;
      this.#install(state);
      this.#ends = ends;
    }
    const best = this.#ends;
    const lacks = (one: NodeName): boolean => {
      const other = promises.get(one)?.ends;
      return other === undefined || other.epoch !== best.epoch || other.seq !== best.seq;
    };
    this.#begin({ epoch, leader: this.#me, members: candidacy.with }, lacks);
  }

  #enter({ from, view, ends, state }: FromMember & { kind: 'install' }): void {
    if (view.epoch < this.#promised) return;
    this.#view = view;
    this.#promised = view.epoch;
    this.#candidacy = null;
    this.#giveUp();
    if (state !== null) this.#install(state);
    this.#ends = ends;
    this.#isBack = false;
    this.#back.clear();
    for (const one of view.members) this.#heard.set(one, now());
    this.#tell(from, { kind: 'ack', epoch: view.epoch, seq: ends.seq });
  }

  /** Who waits here will ask the next leader. */
  #giveUp(): void {
    for (const { to, id } of this.#waiting) send(to, { kind: 'elsewhere', id, leader: null });
    this.#waiting = [];
  }

  #tell(to: NodeName, message: DistributiveOmit<FromMember, 'from'>): void {
    send({ name: 'group', node: to }, { ...message, from: this.#me });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function isFurther(one: End, other: End): boolean {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.seq > other.seq);
}
