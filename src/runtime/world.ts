/**
 * `nines/world`: what the files of a lab's world may use besides 'nines'. Learners cannot import it: a program
 * under test must not know that it is being watched.
 */
import { copy } from './copy.ts';
import { digest } from './digest.ts';
import { here } from './machine.ts';
import { eventKind } from './trace.ts';

/** Puts a copy of a value on record, for the grader. */
export function observe(value: unknown): void {
  const process = here();
  const { node } = process;
  const { system } = node;
  const own = copy(value, 'the observation');
  system.trace.add(eventKind.observed, process.id, digest(own), node.index, system.hooks.at);
  if (system.observations.length >= system.limits.observationsMax) {
    system.stop({
      code: 'KIT-FLOOD',
      message: 'the world has put more values on record than a run may hold',
      remedy: 'Look for a loop that asks the world again and again.',
      site: system.hooks.at,
    });
    return;
  }
  const observation = {
    atMs: system.nowMs,
    node: node.name,
    process: system.views.process(process),
    tag: process.conversation.tag,
    value: own,
  };
  system.observations.push(observation);
  if (system.observer !== undefined) system.views.observed(observation);
}

/**
 * Begins or continues a conversation: what this process sends and starts from now on carries the tag. Gives the tag that
 * it carried until now; without one of its own it only says that.
 */
export function conversation(tag?: string): string {
  const process = here();
  const before = process.conversation.tag;
  if (tag !== undefined) process.conversation = process.node.system.conversations.of(tag);
  return before;
}

/**
 * True now and then, if the run asks for it: a place where the world may behave badly on purpose. See buggify.ts.
 */
export function buggify(site: string): boolean {
  const { node, conversation: own } = here();
  const { system } = node;
  return system.sites.pass({ site, tag: own.tag, node: node.name, atMs: system.nowMs });
}
