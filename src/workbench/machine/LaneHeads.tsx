/** The names above the lanes: nodes with a line over their processes, each a button that chooses what is looked at. */
import { laneX, pitchOf } from './camera.ts';
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

export function LaneHeads({ view }: { readonly view: RunView }) {
  const scene = view.scene.value;
  if (scene === null) return <div class="tm-heads" />;
  const pitchPx = pitchOf(scene, view.viewport.value);
  const x = (lane: number): number => laneX(lane, pitchPx, view.camera.value);
  const focus = view.focus.value;
  const chosen = view.chosen.value;
  const chars = Math.max(4, Math.floor((pitchPx - 8) / charPx));
  return (
    <div class="tm-heads" role="group" aria-label="Nodes and processes">
      {groupsOf(scene.lanes).map(({ node, first, last }) => {
        const index = view.trace.nodes.findIndex(({ name }) => name === node);
        const isChosen = chosen?.kind === 'node' && chosen.node === index;
        return (
          <button
            key={`${node} ${first}`}
            type="button"
            class="tm-node"
            aria-pressed={isChosen}
            style={{
              insetInlineStart: `${x(first) - pitchPx / 2 + 4}px`,
              width: `${(last - first + 1) * pitchPx - 8}px`,
            }}
            title={`Node ${node}`}
            onClick={() => (view.chosen.value = isChosen ? null : { kind: 'node', node: index })}
          >
            {node}
          </button>
        );
      })}
      {scene.lanes.map(({ node, label, processes }, lane) => {
        if (label === '') return null;
        const isFocus = focus !== null && processes.includes(focus);
        const target = isFocus ? focus : (processes.at(-1) ?? 0);
        return (
          <button
            key={lane}
            type="button"
            class="tm-process"
            aria-pressed={isFocus}
            style={{
              insetInlineStart: `${x(lane) - pitchPx / 2 + 3}px`,
              width: `${pitchPx - 6}px`,
            }}
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
      })}
    </div>
  );
}
