/** The names above the lanes: nodes with a line over their processes, each a button that chooses what is looked at. */
import { laneX, pitchOf } from './camera.ts';
import { useDerived } from './derived.ts';
import type { TraceLane } from './lanes.ts';
import { nameLines } from '#workbench/spacetime-layout.ts';
import type { RunView } from './run-view.ts';

const charPx = 7.2;

interface Group {
  readonly node: string;
  readonly first: number;
  readonly last: number;
}

function groupsOf(lanes: readonly { readonly node: string }[]): Group[] {
  const groups: { node: string; first: number; last: number }[] = [];
  for (const [lane, { node }] of lanes.entries()) {
    const group = groups.at(-1);
    if (group?.node === node) group.last = lane;
    else groups.push({ node, first: lane, last: lane });
  }
  return groups;
}

interface HeadPlace {
  readonly view: RunView;
  readonly startPx: number;
  readonly widthPx: number;
}

function NodeHead({ view, startPx, widthPx, node }: HeadPlace & { readonly node: string }) {
  const index = view.trace.nodes.findIndex(({ name }) => name === node);
  const isChosen = useDerived(() => {
    const chosen = view.chosen.value;
    return chosen?.kind === 'node' && chosen.node === index;
  }, [view, index]);
  return (
    <button
      type="button"
      class="tm-node"
      aria-pressed={isChosen}
      style={{ insetInlineStart: `${startPx}px`, width: `${widthPx}px` }}
      title={`Node ${node}`}
      onClick={() => (view.chosen.value = isChosen ? null : { kind: 'node', node: index })}
    >
      {node}
    </button>
  );
}

type ProcessHeadProps = HeadPlace & { readonly lane: TraceLane; readonly chars: number };

/** While the cursor runs, only the two are drawn anew between which it goes. */
function ProcessHead({ view, startPx, widthPx, lane, chars }: ProcessHeadProps) {
  const { node, label, processes } = lane;
  const focus = useDerived(() => {
    const focus = view.focus.value;
    const { laneOf, lanes } = view.scene.value ?? {};
    return focus !== null && lanes?.[laneOf?.[focus] ?? -1] === lane ? focus : null;
  }, [view, lane]);
  const target = focus ?? processes.at(-1) ?? 0;
  return (
    <button
      type="button"
      class="tm-process"
      aria-pressed={focus !== null}
      style={{ insetInlineStart: `${startPx}px`, width: `${widthPx}px` }}
      title={`${label} on ${node}${processes.length > 1 ? `, ${processes.length} one after the other` : ''}`}
      onClick={() => (view.chosen.value = { kind: 'process', process: target })}
    >
      <span>
        {nameLines(label, chars).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
    </button>
  );
}

export function LaneHeads({ view }: { readonly view: RunView }) {
  const scene = view.scene.value;
  if (scene === null) return <div class="tm-heads" />;
  const pitchPx = pitchOf(scene, view.viewport.value);
  const leftPx = view.leftPx.value;
  const startPx = (lane: number): number => laneX(lane, pitchPx, { leftPx }) - pitchPx / 2;
  const chars = Math.max(4, Math.floor((pitchPx - 8) / charPx));
  return (
    <div class="tm-heads" role="group" aria-label="Nodes and processes">
      {groupsOf(scene.lanes).map(({ node, first, last }) => (
        <NodeHead
          key={`${node} ${first}`}
          view={view}
          node={node}
          startPx={startPx(first) + 4}
          widthPx={(last - first + 1) * pitchPx - 8}
        />
      ))}
      {scene.lanes.map((lane, index) =>
        lane.label === '' ? null : (
          <ProcessHead
            key={index}
            view={view}
            lane={lane}
            chars={chars}
            startPx={startPx(index) + 3}
            widthPx={pitchPx - 6}
          />
        ),
      )}
    </div>
  );
}
