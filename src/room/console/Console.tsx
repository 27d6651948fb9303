/** The cockpit: the strip on top, and the panels in as many columns as fit. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Room } from '#room/room.ts';
import { keepProgress } from '#room/stage/progress.ts';
import { arrange, panelsFor } from './arrange.ts';
import { ColumnView } from './Columns.tsx';
import type { Course, Panel } from './desk.ts';
import { Head } from './Head.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { panels as allPanels } from './panels.ts';
import { useDesk, useKeys, useLiveAt, useWidthRem } from './use-desk.ts';

interface ConsoleProps {
  readonly room: Room;
  readonly course: Course;
  readonly panels?: readonly Panel[];
}

function Notices({ room }: { readonly room: Room }): ComponentChildren {
  return room.notices.value.map((notice) => (
    <p key={notice} class="console-notice" role="alert">
      {notice}{' '}
      <button type="button" onClick={() => room.dismiss(notice)}>
        Dismiss
      </button>
    </p>
  ));
}

export function Console({ room, course, panels = allPanels }: ConsoleProps) {
  const [place, widthRem] = useWidthRem();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const { desk, said, wanted, show } = useDesk(course);
  const liveAtMs = useLiveAt(room, desk);
  const mine = panelsFor(panels, room.link.you?.role ?? 'helper');
  const columns = arrange(mine, widthRem);
  useEffect(() => keepProgress(room), [room]);
  useKeys(mine, desk, () => setIsHelpOpen(true));
  return (
    <div class="console" ref={place} data-columns={String(columns.length)}>
      <Head room={room} desk={desk} liveAtMs={liveAtMs} help={() => setIsHelpOpen(true)} />
      <Notices room={room} />
      <div class="console-columns">
        {columns.map((column) => (
          <ColumnView key={column.panels[0]?.id} {...{ column, wanted, show, room, desk }} />
        ))}
      </div>
      <p class="is-hidden" role="status">
        {said}
      </p>
      {isHelpOpen && <KeysHelp panels={mine} close={() => setIsHelpOpen(false)} />}
    </div>
  );
}
