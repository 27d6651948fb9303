/**
 * What broke, story by story. A story goes to the projector only after this console has played the plan on somebody's files
 * and come to the very trace that their browser reported.
 */
import { useState } from 'preact/hooks';
import { actions } from '#room/console/actions.ts';
import { sentenceOf, type PanelProps } from '#room/console/desk.ts';
import type { Chaos } from '#workshop/session.ts';
import { brokenGroups, type BrokenGroup } from './broken-groups.ts';

interface ReenactListProps extends PanelProps {
  readonly chaos: Chaos;
}

function GroupRow({
  room,
  desk,
  chaos,
  group,
}: ReenactListProps & { readonly group: BrokenGroup }) {
  const [isBusy, setIsBusy] = useState(false);
  const { code, fingerprint, people } = group;
  const { lab, outcomes } = chaos;
  const share = { of: people.length, all: Object.keys(outcomes).length };
  const { showStory } = actions;
  const show = async (): Promise<void> => {
    if (showStory === undefined) return;
    setIsBusy(true);
    try {
      await showStory({ room, desk, lab, code, fingerprint, people, share, chaos });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <li>
      <p>
        <b>{share.of}</b> of {share.all} report <b>{code}</b>
        {share.of > 1 && ' by the same story'}.{' '}
        <span class="label">{sentenceOf(desk.course, lab, code)}</span>
      </p>
      {showStory !== undefined && (
        <p class="console-acts">
          <button type="button" disabled={isBusy} onClick={() => void show()}>
            {isBusy ? 'Playing it again …' : 'Play it again, then show it'}
          </button>
        </p>
      )}
    </li>
  );
}

export function ReenactList(props: ReenactListProps) {
  const groups = brokenGroups(props.chaos);
  if (groups.length === 0) return null;
  return (
    <>
      <h3>What broke</h3>
      <ul class="reenact">
        {groups.map((group) => (
          <GroupRow key={`${group.code} ${group.fingerprint ?? ''}`} {...props} group={group} />
        ))}
      </ul>
    </>
  );
}
