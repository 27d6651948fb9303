/**
 * The time machine of one run: the run as it was, and beside it the run as it would have been, once something has been
 * changed. A change of the changed run takes its place as the left one, so there are never more than two.
 */
import { signal, type Signal } from '@preact/signals';
import type { Possible } from './deeds.ts';
import { RunView } from './run-view.ts';
import type { WalkPort, WalkTools } from './walk-port.ts';

export interface ForkedRun {
  readonly view: RunView;
  readonly heading: string;
  /** First events in which the two differ; null if nothing does. */
  readonly partsAt: number | null;
}

export interface Problem {
  readonly message: string;
  readonly remedy: string;
}

export interface MachineOptions {
  readonly tools: WalkTools;
  /** Where the cursor stands at first; at the breach if left out, else at the beginning. */
  readonly event?: number | null;
  readonly isLive?: boolean;
}

export class Machine {
  readonly left: Signal<RunView>;
  /** What the left run is called. */
  readonly leftHeading: Signal<string>;
  readonly forked: Signal<ForkedRun | null> = signal(null);
  /** The run that keys, slider and panel belong to. */
  readonly active: Signal<RunView>;
  /** A sentence while something is under way. */
  readonly busy: Signal<string | null> = signal(null);
  readonly problem: Signal<Problem | null> = signal(null);
  /** Read aloud when it changes. */
  readonly announcement: Signal<string> = signal('');
  /** Changes are made to the run itself, at its present, instead of to a copy of it. */
  readonly isLive: boolean;
  readonly tools: WalkTools;
  #abort: AbortController | null = null;

  constructor(walk: WalkPort, { tools, event = null, isLive = false }: MachineOptions) {
    this.tools = tools;
    this.isLive = isLive;
    const view = new RunView(walk);
    this.left = signal(view);
    this.leftHeading = signal('As it was');
    this.active = signal(view);
    view.goTo(event ?? walk.trace.breaches[0]?.event ?? 0);
  }

  /** Changes the active run at one of its steps and shows what comes of it beside it. */
  async fork(possible: Possible): Promise<void> {
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    const parent = this.active.value;
    this.problem.value = null;
    this.busy.value = 'Playing the run again, with the change …';
    const answer = await parent.walk.fork(
      { step: possible.step, deed: possible.deed },
      {},
      abort.signal,
    );
    if (this.#abort !== abort) return;
    this.#abort = null;
    this.busy.value = null;
    if (answer.kind !== 'walk') {
      const { message, remedy } = answer.stopped;
      this.problem.value = { message, remedy };
      this.announcement.value = `${message} ${remedy}`;
      return;
    }
    if (this.isLive) this.goOn(answer.walk);
    else this.#show(parent, answer.walk, possible.heading);
  }

  /** The run has gone on: shows what came. A cursor at the present stays at the present. */
  goOn(walk: WalkPort): void {
    const before = this.left.value;
    const isAtPresent = before.cursor.value >= before.trace.events.length - 1;
    const view = new RunView(walk, before);
    this.left.value = view;
    this.active.value = view;
    before.dispose();
    if (isAtPresent) view.goTo(walk.trace.events.length - 1);
  }

  #show(parent: RunView, walk: WalkPort, heading: string): void {
    const before = this.forked.value;
    if (before !== null && parent === before.view) {
      this.left.value.dispose();
      this.left.value = before.view;
      this.leftHeading.value = before.heading;
    } else before?.view.dispose();
    const parting = this.tools.divergence(parent.trace, walk.trace);
    // A counterexample ends at its breach and a changed run goes on: that alone is no difference.
    const isSame = parting === null || parting.event >= parent.trace.events.length;
    const partsAt = isSame ? null : parting.event;
    const view = new RunView(walk);
    view.options.value = { ...parent.options.value, filter: view.options.value.filter };
    this.forked.value = { view, heading, partsAt };
    this.active.value = view;
    const event = partsAt ?? parent.cursor.value;
    parent.goTo(Math.min(event, parent.trace.events.length - 1));
    view.goTo(Math.min(event, view.trace.events.length - 1));
    this.announcement.value =
      partsAt === null
        ? `${heading}: nothing changes.`
        : `${heading}: ${outcomeWords(walk)}. The runs part at event ${partsAt + 1}.`;
  }

  /** Takes the changed run away. */
  closeFork(): void {
    const { value } = this.forked;
    this.forked.value = null;
    this.active.value = this.left.value;
    value?.view.dispose();
  }

  /** Stops what is under way. */
  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.busy.value = null;
  }

  dispose(): void {
    this.cancel();
    this.left.value.dispose();
    this.forked.value?.view.dispose();
  }
}

/** What came of a run, in a few words. */
export function outcomeWords({ end, trace }: WalkPort): string {
  switch (end.verdict.kind) {
    case 'passed':
      return 'nothing breaks';
    case 'failed': {
      const codes = [...new Set(trace.breaches.map(({ code }) => code))];
      return `${codes.join(', ')} ${codes.length === 1 ? 'breaks' : 'break'}`;
    }
    case 'stopped':
      return 'the run is cut short';
    case 'open':
      return '';
  }
}
