/** One process at the cursor: what it knows or where it waits, its mailbox, and whom it is tied to. */
import type { ComponentChildren } from 'preact';
import type { BehaviourState, HeldMessage, Moment, ProcessState, Wait } from '#runtime/moment.ts';
import { QuotedLine, type PlaceLinks } from '#workbench/StoryList.tsx';
import { printInstant, printMany } from '#workbench/print.ts';
import { ValueTree } from './ValueTree.tsx';

interface PanelContext {
  readonly moment: Moment;
  readonly links: PlaceLinks;
  /** Looks at another process, by the runtime's number. */
  readonly choose: (id: number) => void;
}

/** `orders on shop-1`, as a button that looks at it; the number alone of one that has gone. */
export function ProcessName({ id, moment, choose }: Omit<PanelContext, 'links'> & { id: number }) {
  const found = moment.processes.find((process) => process.id === id);
  if (found === undefined) return <span class="is-quiet">process {id}, gone</span>;
  return (
    <button type="button" class="quiet-button" onClick={() => choose(id)}>
      {found.name ?? found.label} <span class="is-quiet">on {found.node}</span>
    </button>
  );
}

function waitWords(wait: Wait): ComponentChildren {
  switch (wait.kind) {
    case 'nothing':
      return 'Ready to run.';
    case 'message':
      return wait.pattern === null ? (
        'Waits for any message.'
      ) : (
        <>
          Waits for a message like <code>{wait.pattern}</code>.
        </>
      );
    case 'response':
      return wait.to === null ? 'Waits for a response.' : `Waits for a response of ${wait.to}.`;
    case 'device':
      return 'Busy: it sleeps, works, or waits for the disk.';
    case 'start':
      return 'Has not begun.';
  }
}

function Behaviour({ behaviour, ...context }: PanelContext & { behaviour: BehaviourState }) {
  switch (behaviour.kind) {
    case 'genServer':
      return <ValueTree tree={{ ...behaviour.state, key: 'state' }} open={2} />;
    case 'genStatem':
      return (
        <>
          <ValueTree tree={{ ...behaviour.state, key: 'state' }} open={1} />
          <ValueTree tree={{ ...behaviour.data, key: 'data' }} open={2} />
          {behaviour.postponed > 0 && <p>{printMany(behaviour.postponed, 'event')} postponed.</p>}
        </>
      );
    case 'supervisor':
      return (
        <>
          <p>
            {behaviour.strategy}: {printMany(behaviour.restarts, 'restart')} of at most{' '}
            {behaviour.intensity} in {behaviour.periodMs / 1_000} s.
          </p>
          <ul class="tm-plain">
            {behaviour.children.map(({ id, process, restart }) => (
              <li key={id}>
                {id}, {restart}:{' '}
                {process === null ? 'not running' : <ProcessName id={process} {...context} />}
              </li>
            ))}
          </ul>
        </>
      );
  }
}

function Mailbox({
  length,
  messages,
  ...context
}: PanelContext & { length: number; messages: readonly HeldMessage[] }) {
  if (length === 0) return <p class="is-quiet">empty</p>;
  return (
    <ol class="tm-mailbox">
      {messages.map(({ from, carries, text, tag, ordinal }, index) => (
        <li key={`${tag} ${ordinal} ${index}`}>
          <code>{text}</code>
          <span class="is-quiet">
            {carries}
            {from !== null && (
              <>
                {' '}
                from <ProcessName id={from} {...context} />
              </>
            )}
          </span>
        </li>
      ))}
      {length > messages.length && <li class="is-quiet">and {length - messages.length} more</li>}
    </ol>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="tm-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Ties({ process, ...context }: PanelContext & { process: ProcessState }) {
  const { links, monitors, watchers, timers } = process;
  const watch = (all: ProcessState['monitors']) =>
    all
      .filter(({ isCall }) => !isCall)
      .map(({ process, name, node }, index) => (
        <li key={index}>
          {process === null ? (
            `${name ?? '?'} on ${node}`
          ) : (
            <ProcessName id={process} {...context} />
          )}
        </li>
      ));
  const [watching, watched] = [watch(monitors), watch(watchers)];
  return (
    <>
      {links.length > 0 && (
        <Fact name="Linked to">
          <ul class="tm-plain">
            {links.map((id) => (
              <li key={id}>
                <ProcessName id={id} {...context} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {watching.length > 0 && (
        <Fact name="Monitors">
          <ul class="tm-plain">{watching}</ul>
        </Fact>
      )}
      {watched.length > 0 && (
        <Fact name="Monitored by">
          <ul class="tm-plain">{watched}</ul>
        </Fact>
      )}
      {timers.length > 0 && (
        <Fact name="Timers">
          <ul class="tm-plain">
            {timers.map(({ kind, atMs, text }, index) => (
              <li key={index}>
                {kind === 'timeout' ? 'gives up waiting' : `sends ${text ?? 'a message'}`} at{' '}
                {printInstant(atMs)}
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  );
}

/** All that is known of a process. */
export function ProcessPanel({ process, ...context }: PanelContext & { process: ProcessState }) {
  const { place, behaviour, wait, mailboxLength, mailbox, tag, trapsExits } = process;
  return (
    <dl class="tm-facts">
      {behaviour !== null && (
        <Fact name={behaviour.kind}>
          <Behaviour behaviour={behaviour} {...context} />
        </Fact>
      )}
      <Fact name="Now">
        <p>{waitWords(wait)}</p>
        {place !== null && <QuotedLine place={place} links={context.links} />}
      </Fact>
      <Fact name={`Mailbox${mailboxLength > 0 ? `, ${mailboxLength}` : ''}`}>
        <Mailbox length={mailboxLength} messages={mailbox} {...context} />
      </Fact>
      <Ties process={process} {...context} />
      {(tag !== '' || trapsExits) && (
        <Fact name="Acts in">
          {tag === '' ? 'no conversation' : tag}
          {trapsExits && ', traps exits'}
        </Fact>
      )}
    </dl>
  );
}
