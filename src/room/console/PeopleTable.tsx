/**
 * People × labs. Only the rows in sight are drawn, and a few around them, so that five thousand people scroll like
 * thirty; rows are keyed by person, so the focus stays with somebody whose place changes.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { stuckFrom } from '#workshop/stuck.ts';
import { ago } from './ago.ts';
import { CellView } from './CellView.tsx';
import type { CourseLab } from './desk.ts';
import { cellOf, type PersonRow } from './people.ts';
import { signWords } from './sign-words.ts';

/** Rows drawn above and below what is in sight, so that a step of the keyboard finds the next. */
const around = 8;

interface TableProps {
  readonly rows: readonly PersonRow[];
  readonly labs: readonly CourseLab[];
  readonly nowMs: number;
  readonly isNarrow: boolean;
  readonly open: (id: string) => void;
}

interface RowProps extends Omit<TableProps, 'rows'> {
  readonly row: PersonRow;
  readonly index: number;
}

function Who({ row, nowMs }: Pick<RowProps, 'row' | 'nowMs'>) {
  const { participant, sign, lastMs } = row;
  return (
    <>
      <span role="rowheader" class="person-name">
        {participant.name}
        {participant.status === 'help' && <span class="person-asks">help</span>}
        {participant.status === 'done' && <span class="person-done">✓ done</span>}
      </span>
      <span role="gridcell" class={`person-sign is-${sign}`}>
        {signWords(sign, ago(lastMs, nowMs))}
      </span>
    </>
  );
}

function Score({ row }: Pick<RowProps, 'row'>) {
  const { score, reasons } = row.stuck;
  const isStuck = score >= stuckFrom;
  return (
    <span
      role="gridcell"
      class={`person-score ${isStuck ? 'is-stuck' : ''}`}
      style={{ '--score': `${score}%` }}
      title={reasons.join(', ')}
    >
      {score === 0 ? '' : score}
    </span>
  );
}

function Row({ row, index, labs, nowMs, isNarrow, open }: RowProps) {
  const { participant, now, stuck } = row;
  const { id, lab } = participant;
  const why = stuck.reasons.slice(0, isNarrow ? 2 : 1).join(', ');
  const shown = isNarrow ? labs.filter((one) => one.id === lab) : labs;
  return (
    <div
      role="row"
      class={`person ${row.sign === 'left' ? 'is-left' : ''}`}
      aria-rowindex={index + 2}
      data-item
      data-person={id}
      tabIndex={index === 0 ? 0 : -1}
      onClick={() => open(id)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open(id);
      }}
    >
      <Who row={row} nowMs={nowMs} />
      {shown.map((one) => (
        <span key={one.id} role="gridcell" class={one.id === lab ? 'is-now' : undefined}>
          <CellView cell={cellOf(row, one.id)} />
        </span>
      ))}
      {isNarrow && shown.length === 0 && <span role="gridcell" />}
      <span role="gridcell" class="person-count">
        {now?.runs || ''}
      </span>
      <span role="gridcell" class="person-count">
        {now?.rungs || ''}
      </span>
      <Score row={row} />
      <span role="gridcell" class="person-why">
        {why}
      </span>
    </div>
  );
}

function Heads({ labs, isNarrow }: Pick<TableProps, 'labs' | 'isNarrow'>) {
  return (
    <div role="row" class="people-heads" aria-rowindex={1}>
      <span role="columnheader">Name</span>
      <span role="columnheader">Seen</span>
      {isNarrow ? (
        <span role="columnheader">Lab</span>
      ) : (
        labs.map(({ id, mark, title }) => (
          <span key={id} role="columnheader" class="people-lab" title={title}>
            <span aria-hidden="true">{mark || id}</span>
            <span class="is-hidden">{title}</span>
          </span>
        ))
      )}
      <span role="columnheader" class="person-count" title="Runs in the lab that they are in">
        Runs
      </span>
      <span role="columnheader" class="person-count" title="Rungs of help used in that lab">
        Rungs
      </span>
      <span role="columnheader" class="person-score" title={`Stuck from ${stuckFrom} of 100 on`}>
        Stuck
      </span>
      <span role="columnheader" class="person-why">
        Why
      </span>
    </div>
  );
}

export function PeopleTable(props: TableProps) {
  const { rows, labs, isNarrow } = props;
  const view = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600, rem: 16 });
  useLayoutEffect(() => {
    const element = view.current;
    if (element === null) return;
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      setSeen({ top: element.scrollTop, height: element.clientHeight, rem });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  const rowPx = (isNarrow ? 3.5 : 2.125) * seen.rem;
  const first = Math.max(0, Math.floor(seen.top / rowPx) - around);
  const last = Math.min(rows.length, Math.ceil((seen.top + seen.height) / rowPx) + around);
  const jump = (event: KeyboardEvent): void => {
    const element = view.current;
    if (element === null || (event.key !== 'Home' && event.key !== 'End')) return;
    // The row at the end is not drawn yet: it is scrolled to, and then takes the focus.
    event.preventDefault();
    element.scrollTop = event.key === 'Home' ? 0 : element.scrollHeight;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const items = element.querySelectorAll<HTMLElement>('[data-item]');
        items[event.key === 'Home' ? 0 : items.length - 1]?.focus();
      }),
    );
  };
  return (
    <div
      class={`people ${isNarrow ? 'is-narrow' : ''}`}
      role="grid"
      aria-label="People and labs"
      aria-rowcount={rows.length + 1}
      ref={view}
      data-list
      style={{ '--labs': labs.length }}
      onKeyDown={jump}
    >
      <Heads labs={labs} isNarrow={isNarrow} />
      <div role="rowgroup" class="people-rows" style={{ height: `${rows.length * rowPx}px` }}>
        <div role="presentation" style={{ transform: `translateY(${first * rowPx}px)` }}>
          {rows.slice(first, last).map((row, offset) => (
            <Row key={row.participant.id} {...props} row={row} index={first + offset} />
          ))}
        </div>
      </div>
    </div>
  );
}
