/**
 * The time machine: the whole run as a diagram, in words or as a table; a cursor that goes through it; the state of
 * the system there; and beside it the run as it would have been. It fills whatever it is put in.
 */
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Choice } from '#workbench/Choice.tsx';
import { forms, type Form } from '#workbench/forms.ts';
import { StatusGlyph } from '#workbench/Glyph.tsx';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { EventSentence } from './EventSentence.tsx';
import { RunTable, RunWords } from './EventForms.tsx';
import { outcomeWords, type ForkedRun, type Machine } from './machine.ts';
import { machineKeys, pressKey } from './machine-keys.ts';
import { MachineTools } from './MachineTools.tsx';
import { MomentPanel } from './MomentPanel.tsx';
import { RunDiagram } from './RunDiagram.tsx';
import type { RunView } from './run-view.ts';
import { Scrubber } from './Scrubber.tsx';
import { ShareButton, type Share } from './ShareButton.tsx';
import { WhatIf } from './WhatIf.tsx';
import { useMachineStyles } from './styles.ts';

export interface TimeMachineProps {
  readonly machine: Machine;
  readonly links: PlaceLinks;
  /** How the run in view becomes a link; left out where there is nothing to share. */
  readonly share?: Share;
  /** Stands at the right of the head: a button that closes, for instance. */
  readonly actions?: ComponentChildren;
  readonly title: string;
}

function Outcome({ view }: { readonly view: RunView }) {
  const { walk } = view;
  const { kind } = walk.end.verdict;
  const words = outcomeWords(walk);
  if (words === '') return null;
  const status = kind === 'passed' ? 'held' : kind === 'failed' ? 'broken' : 'not-checked';
  return (
    <span class={`tm-outcome is-${status}`}>
      <StatusGlyph status={status} /> {words}
    </span>
  );
}

interface PaneProps {
  readonly machine: Machine;
  readonly view: RunView;
  readonly heading: string;
  readonly partsAt: number | null;
  readonly form: Form;
  readonly links: PlaceLinks;
}

function Pane({ machine, view, heading, partsAt, form, links }: PaneProps) {
  const isPaired = machine.forked.value !== null;
  const isActive = machine.active.value === view;
  const activate = (): void => void (machine.active.value = view);
  return (
    <section
      class={`tm-pane${isPaired && isActive ? ' is-active' : ''}`}
      aria-label={heading}
      onPointerDown={activate}
    >
      {isPaired && (
        <header class="tm-pane-head">
          <h4>
            <button type="button" aria-pressed={isActive} onClick={activate}>
              {heading}
            </button>
          </h4>
          <Outcome view={view} />
          <code class="tm-hash" title="Hash of the run’s trace">
            {view.walk.end.hash}
          </code>
        </header>
      )}
      {form === 'drawing' && (
        <RunDiagram
          view={view}
          partsAt={partsAt}
          onActivate={activate}
          onKeyDown={(event) => pressKey(view, event)}
        />
      )}
      {form === 'words' && <RunWords view={view} />}
      {form === 'table' && <RunTable view={view} links={links} />}
    </section>
  );
}

/** Folds the state away, or shows it where there is little room. */
function SideSwitch({ hasSide }: { readonly hasSide: Signal<boolean | null> }) {
  const toggle = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    const side = currentTarget.closest('.tm')?.querySelector('.tm-side');
    const isShown = side !== null && side !== undefined && side.getClientRects().length > 0;
    hasSide.value = !isShown;
  };
  return (
    <button type="button" class="tm-side-switch quiet-button" onClick={toggle}>
      State
    </button>
  );
}

/** The keys, for whoever would rather not use the mouse. */
function KeyList() {
  return (
    <details class="tm-keys">
      <summary>Keys</summary>
      <dl>
        {machineKeys.map(([keys, does]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type HeadProps = Pick<TimeMachineProps, 'machine' | 'title' | 'actions'> & {
  readonly share: Share | undefined;
};

function Head({ machine, title, share, actions }: HeadProps) {
  const left = machine.left.value;
  const isForked = machine.forked.value !== null;
  return (
    <header class="tm-head">
      <h3>{title}</h3>
      {!isForked && <Outcome view={left} />}
      {!isForked && (
        <code class="tm-hash" title="Hash of the run’s trace">
          {left.walk.end.hash}
        </code>
      )}
      <span class="tm-actions">
        {isForked && (
          <button type="button" class="plain-button" onClick={() => machine.closeFork()}>
            Take the change back
          </button>
        )}
        {share !== undefined && <ShareButton view={machine.active.value} share={share} />}
        {actions}
      </span>
    </header>
  );
}

/** The button that made or closed a fork is gone then: the keys go to the run that is looked at now. */
function useFocusOnFork(forked: ForkedRun | null) {
  const root = useRef<HTMLDivElement>(null);
  const before = useRef(forked);
  useEffect(() => {
    if (before.current === forked) return;
    before.current = forked;
    root.current?.querySelector<HTMLElement>('.tm-pane:last-child .tm-canvas')?.focus();
  }, [forked]);
  return root;
}

export function TimeMachine({ machine, links, share, actions, title }: TimeMachineProps) {
  useMachineStyles();
  const form = useSignal<Form>('drawing');
  const view = machine.active.value;
  const left = machine.left.value;
  const forked = machine.forked.value;
  useEffect(() => () => machine.dispose(), [machine]);
  const parts = forked?.partsAt ?? null;
  const root = useFocusOnFork(forked);
  /** Whether the state is shown beside the drawing; while null, it is where there is room for both. */
  const hasSide = useSignal<boolean | null>(null);
  const side = hasSide.value === null ? '' : hasSide.value ? ' has-side' : ' has-no-side';
  return (
    <div ref={root} class={`tm${forked === null ? '' : ' is-paired'}${side}`}>
      <Head machine={machine} title={title} share={share} actions={actions} />
      <div class="tm-bar">
        <Choice
          class="picture-forms"
          label="Form of the run"
          options={forms}
          value={form.value}
          choose={(name) => (form.value = name)}
        />
        <MachineTools view={view} />
        <div class="tm-bar-end">
          <KeyList />
          <SideSwitch hasSide={hasSide} />
        </div>
      </div>
      <div class="tm-body">
        <div class="tm-panes">
          <Pane
            machine={machine}
            view={left}
            heading={machine.leftHeading.value}
            partsAt={parts === null ? null : Math.min(parts, left.trace.events.length - 1)}
            form={form.value}
            links={links}
          />
          {forked !== null && (
            <Pane
              key={forked.view.walk.end.hash}
              machine={machine}
              view={forked.view}
              heading={forked.heading}
              partsAt={parts}
              form={form.value}
              links={links}
            />
          )}
        </div>
        <aside class="tm-side" aria-label="State">
          <MomentPanel view={view} links={links} />
        </aside>
      </div>
      <footer class="tm-foot" data-at={view.resting.value}>
        <Scrubber view={view} />
        <EventSentence view={view} links={links} />
        <WhatIf machine={machine} />
      </footer>
      <p class="is-hidden" role="status">
        {machine.announcement.value}
      </p>
    </div>
  );
}
