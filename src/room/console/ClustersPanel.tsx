/** Which story breaks whom: “14 of 31 break E-1 by the same story”. Names stand here and never on the projector. */
import { useMemo, useState } from 'preact/hooks';
import { clustersOf, ClusterTrend, type Cluster, type LabClusters } from '#workshop/clusters.ts';
import type { Session } from '#workshop/session.ts';
import { actions } from './actions.ts';
import { span } from './ago.ts';
import { labTitle, sentenceOf, type PanelProps } from './desk.ts';
import { useLook } from './use-look.ts';

/** Clusters of one are shown when there is nothing larger to see first. */
const shownMost = 12;

interface ClusterProps extends PanelProps {
  readonly cluster: Cluster;
  readonly of: LabClusters;
  readonly session: Session;
  readonly trend: ReturnType<ClusterTrend['changeOf']>;
  readonly nowMs: number;
}

function trendWords(trend: ClusterProps['trend']): string {
  if (trend === null) return '';
  const over = `in ${span(Math.max(60_000, trend.overMs))}`;
  if (trend.by > 0) return `▲ growing, ${trend.by} more ${over}`;
  if (trend.by < 0) return `▼ shrinking, ${-trend.by} fewer ${over}`;
  return `as many as ${span(Math.max(60_000, trend.overMs))} ago`;
}

function ClusterView({ cluster, of, session, trend, nowMs, room, desk }: ClusterProps) {
  const { lab, code, people, fingerprint, sinceMs } = cluster;
  const { showStory } = actions;
  const [isBusy, setIsBusy] = useState(false);
  const sentence = sentenceOf(desk.course, lab, code);
  const count = people.length;
  const isOne = count === 1;
  const share = { of: count, all: of.ran };
  const show = async (): Promise<void> => {
    if (showStory === undefined) return;
    setIsBusy(true);
    try {
      await showStory({ room, desk, lab, code, fingerprint, people, share });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <li class="cluster" data-item tabIndex={-1}>
      <p class="cluster-head">
        <b class="cluster-count">{count}</b>
        <span>
          of {of.ran} {isOne ? 'breaks' : 'break'} <b>{code}</b>
          {fingerprint !== null && !isOne && ' by the same story'}
        </span>
      </p>
      <div class="cluster-bar" aria-hidden="true">
        <span style={{ width: `${(100 * count) / Math.max(1, of.ran)}%` }} />
      </div>
      {sentence !== '' && <p class="cluster-sentence">{sentence}.</p>}
      <p class="label">
        {[trendWords(trend), `the first for ${span(nowMs - sinceMs)}`].filter(Boolean).join(' · ')}
      </p>
      <details>
        <summary>Who</summary>
        <ul class="cluster-people">
          {people.map((id) => (
            <li key={id}>
              <button type="button" class="name-button" onClick={() => (desk.person.value = id)}>
                {session.participants[id]?.name ?? id}
              </button>
            </li>
          ))}
        </ul>
      </details>
      {showStory !== undefined && room.link.you?.role === 'instructor' && (
        <p class="console-acts">
          <button type="button" disabled={isBusy} onClick={() => void show()}>
            {isBusy ? 'Playing it again …' : 'Show the story'}
          </button>
        </p>
      )}
    </li>
  );
}

/** The lab in which most people are held up. */
function mostBroken(labs: readonly LabClusters[]): LabClusters | undefined {
  const held = ({ clusters }: LabClusters): number =>
    clusters.reduce((sum, { people }) => sum + people.length, 0);
  return labs.toSorted((a, b) => held(b) - held(a))[0];
}

export function ClustersPanel({ room, desk }: PanelProps) {
  const look = useLook({ room, desk }, 1_000);
  const trend = useMemo(() => new ClusterTrend(), []);
  const [chosen, setChosen] = useState<string | null>(null);
  const labs = useMemo(() => (look ? clustersOf(look.session) : []), [look]);
  if (look === null) return null;
  const { session, nowMs } = look;
  trend.note(labs, nowMs);
  const preferred = chosen ?? session.classLab;
  const of = labs.find(({ lab }) => lab === preferred) ?? mostBroken(labs);
  if (of === undefined)
    return (
      <p class="console-empty">Nobody has run a lab yet. Failures of the same cause stand here.</p>
    );
  return (
    <>
      <div class="console-fields">
        <select
          aria-label="Lab"
          value={of.lab}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        >
          {labs.map(({ lab, ran }) => (
            <option key={lab} value={lab}>
              {labTitle(desk.course, lab)} ({ran} ran it)
            </option>
          ))}
        </select>
      </div>
      <p class="label">
        {of.passed} of {of.ran} passed
      </p>
      {of.clusters.length === 0 ? (
        <p class="console-empty">Nobody’s last run here has failed.</p>
      ) : (
        <ul class="clusters" data-list>
          {of.clusters.slice(0, shownMost).map((cluster) => (
            <ClusterView
              key={cluster.key}
              {...{ cluster, of, session, nowMs, room, desk }}
              trend={trend.changeOf(cluster, nowMs)}
            />
          ))}
        </ul>
      )}
      {of.clusters.length > shownMost && (
        <p class="label">and {of.clusters.length - shownMost} smaller groups</p>
      )}
    </>
  );
}
