/** Forks at the cursor: what could have happened otherwise to this message, process, node or link. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { possibleDeeds, presentDeeds, type PossibleGroup } from './deeds.ts';
import type { Machine } from './machine.ts';

function Group({ group, machine }: { readonly group: PossibleGroup; readonly machine: Machine }) {
  return (
    <div class="tm-deeds" role="group" aria-label={group.about}>
      <span class="tm-about">{group.about}</span>
      {group.deeds.map((possible) => (
        <button
          key={possible.verb}
          type="button"
          class="tm-deed"
          title={possible.heading}
          onClick={() => void machine.fork(possible)}
        >
          {possible.verb}
        </button>
      ))}
    </div>
  );
}

export function WhatIf({ machine }: { readonly machine: Machine }) {
  const view = machine.active.value;
  const event = view.resting.value;
  const chosen = view.chosen.value;
  const { isLive } = machine;
  const groups = useMemo(
    () =>
      isLive
        ? presentDeeds(view.trace, chosen, view.walk.end.steps)
        : possibleDeeds(view.trace, event, machine.tools),
    [view, event, chosen, isLive, machine],
  );
  const isOpen = useSignal(true);
  const busy = machine.busy.value;
  const problem = machine.problem.value;
  return (
    <section
      class={`tm-what-if${isOpen.value ? ' is-open' : ''}`}
      aria-label={isLive ? 'Break it' : 'What if'}
    >
      <h4>
        <button
          type="button"
          class="tm-what-if-switch"
          aria-expanded={isOpen.value}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {isLive ? 'Break it, now' : 'What if'}
        </button>
      </h4>
      {busy === null ? (
        <div class="tm-groups" hidden={!isOpen.value}>
          {groups.length === 0 && (
            <p class="is-quiet">Choose an event to change what happens there.</p>
          )}
          {groups.map((group) => (
            <Group key={group.about} group={group} machine={machine} />
          ))}
        </div>
      ) : (
        <p>
          {busy}{' '}
          <button type="button" class="quiet-button" onClick={() => machine.cancel()}>
            Stop
          </button>
        </p>
      )}
      {problem !== null && (
        <p class="tm-problem">
          {problem.message} {problem.remedy}{' '}
          <button type="button" class="quiet-button" onClick={() => (machine.problem.value = null)}>
            Dismiss
          </button>
        </p>
      )}
    </section>
  );
}
