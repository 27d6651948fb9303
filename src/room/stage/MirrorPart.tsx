/** The instructor's editor in the learner's dock: read only, with its last states and the differences to one's own file. */
import { useEffect, useState } from 'preact/hooks';
import { clock } from '#room/console/ago.ts';
import type { Room } from '#room/room.ts';
import { mirrorHistory, rememberMirror } from './mirror-history.ts';
import { addStageStyles } from './styles.ts';
import { TheirsView } from './TheirsView.tsx';

const now = 'now';

export function MirrorPart({ room }: { readonly room: Room }) {
  addStageStyles();
  const mirror = room.seen.value?.session.mirror ?? null;
  const [chosen, setChosen] = useState(now);
  useEffect(() => {
    if (mirror) rememberMirror(mirror);
  }, [mirror]);
  const states = mirrorHistory().value;
  const live = mirror ?? states.at(-1);
  const shown = chosen === now ? live : states.find(({ atMs }) => String(atMs) === chosen);
  if (shown === undefined) return <p>Nothing has been mirrored yet.</p>;
  return (
    <div class="mirror-part">
      <p class="mirror-line-head">
        <b>{shown.file}</b>
        <label>
          <span class="label">State</span>{' '}
          <select value={chosen} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            <option value={now}>{mirror ? 'as it is now' : 'as it was last'}</option>
            {states.toReversed().map(({ atMs, file }) => (
              <option key={atMs} value={String(atMs)}>
                {clock(atMs)} {file}
              </option>
            ))}
          </select>
        </label>
      </p>
      <TheirsView lab={shown.lab} file={shown.file} text={shown.text} />
    </div>
  );
}
