/** Panels in a column: one above the other, or one at a time behind tabs. */
import { useEffect, useState } from 'preact/hooks';
import type { Column } from './arrange.ts';
import type { Panel, PanelProps } from './desk.ts';

interface PanelFrameProps extends PanelProps {
  readonly panel: Panel;
  readonly isTab: boolean;
  readonly isShown: boolean;
}

/** One panel with its heading. What is behind a tab stays as it is: a text half written is not lost. */
function PanelFrame({ panel, room, desk, isTab, isShown }: PanelFrameProps) {
  const [wasShown, setWasShown] = useState(isShown);
  useEffect(() => {
    if (isShown) setWasShown(true);
  }, [isShown]);
  return (
    <section
      id={`panel-${panel.id}`}
      class="console-panel"
      data-panel={panel.id}
      role={isTab ? 'tabpanel' : undefined}
      aria-labelledby={isTab ? `tab-${panel.id}` : `heading-${panel.id}`}
      tabIndex={-1}
      hidden={!isShown}
    >
      <h2 id={`heading-${panel.id}`} class={isTab ? 'is-hidden' : undefined}>
        {panel.title} {!isTab && <kbd aria-hidden="true">{panel.key}</kbd>}
      </h2>
      {(isShown || wasShown) && <panel.View room={room} desk={desk} />}
    </section>
  );
}

interface TabsProps extends PanelProps {
  readonly of: readonly Panel[];
  readonly shown: string;
  readonly show: (id: string) => void;
}

function Tabs({ of, shown, show, room, desk }: TabsProps) {
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const now = of.findIndex(({ id }) => id === shown);
    const next = step === 0 ? undefined : of[(now + step + of.length) % of.length];
    if (next === undefined) return;
    event.preventDefault();
    show(next.id);
    document.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <div class="console-tabs" role="tablist" aria-label="Panels" onKeyDown={move}>
      {of.map(({ id, title, key, Badge }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === shown}
          aria-controls={`panel-${id}`}
          aria-keyshortcuts={key}
          tabIndex={id === shown ? 0 : -1}
          onClick={() => show(id)}
        >
          {title}
          {Badge && <Badge room={room} desk={desk} />}
        </button>
      ))}
    </div>
  );
}

interface ColumnProps extends PanelProps {
  readonly column: Column;
  readonly wanted: string | null;
  readonly show: (id: string) => void;
}

export function ColumnView({ column, wanted, show, room, desk }: ColumnProps) {
  const [last, setLast] = useState<string | null>(null);
  const has = (id: string | null): id is string => column.panels.some((panel) => panel.id === id);
  const shown = has(wanted) ? wanted : has(last) ? last : (column.panels[0]?.id ?? '');
  useEffect(() => setLast(shown), [shown]);
  return (
    <div class={`console-column ${column.isTabbed ? 'is-tabbed' : ''}`}>
      {column.isTabbed && <Tabs of={column.panels} {...{ shown, show, room, desk }} />}
      {column.panels.map((panel) => (
        <PanelFrame
          key={panel.id}
          {...{ panel, room, desk }}
          isTab={column.isTabbed}
          isShown={!column.isTabbed || panel.id === shown}
        />
      ))}
    </div>
  );
}
