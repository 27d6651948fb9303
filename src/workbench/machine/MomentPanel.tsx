/** The system at the cursor, in four views: one process, the supervision trees, the nodes, and lines over time. */
import { useSignal } from '@preact/signals';
import type { Moment, ProcessState } from '#runtime/moment.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { LazyMetrics } from './LazyMetrics.tsx';
import { NodePanel } from './NodePanel.tsx';
import { ProcessPanel } from './ProcessPanel.tsx';
import type { RunView } from './run-view.ts';
import { SupervisionTree } from './SupervisionTree.tsx';
import { Tabs } from './Tabs.tsx';

type PanelName = 'process' | 'tree' | 'nodes' | 'lines';

const panels: readonly (readonly [PanelName, string])[] = [
  ['process', 'Process'],
  ['tree', 'Tree'],
  ['nodes', 'Nodes'],
  ['lines', 'Over time'],
];

interface MomentPanelProps {
  readonly view: RunView;
  readonly links: PlaceLinks;
}

/** The process that is looked at, as it is at the cursor. */
function processAt(view: RunView, moment: Moment): ProcessState | null {
  const focus = view.focus.value;
  if (focus === null) return null;
  const id = view.trace.processes[focus]?.id;
  return moment.processes.find((process) => process.id === id) ?? null;
}

function ProcessPicker({ view, moment }: { view: RunView; moment: Moment }) {
  const shown = processAt(view, moment);
  const choose = (id: number): void => {
    const process = view.trace.processes.findIndex((one) => one.id === id);
    view.chosen.value = process < 0 ? null : { kind: 'process', process };
  };
  return (
    <label class="tm-picker">
      <span class="is-hidden">Process</span>
      <select
        value={shown === null ? '' : String(shown.id)}
        onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
      >
        <option value="" disabled>
          Choose a process
        </option>
        {moment.nodes.map(({ name }) => (
          <optgroup key={name} label={name}>
            {moment.processes
              .filter(({ node }) => node === name)
              .map(({ id, name: registered, label }) => (
                <option key={id} value={id}>
                  {registered ?? label} ({id})
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {view.chosen.value !== null && (
        <button type="button" class="quiet-button" onClick={() => (view.chosen.value = null)}>
          Follow the events
        </button>
      )}
    </label>
  );
}

function Gone({ view }: { readonly view: RunView }) {
  const focus = view.focus.value;
  const process = focus === null ? undefined : view.trace.processes[focus];
  if (process === undefined)
    return <p class="is-quiet">This event belongs to no process. Choose one above.</p>;
  const { node } = process;
  return (
    <p class="is-quiet">
      {process.label} on {view.trace.nodes[node]?.name} does not live at this instant.
    </p>
  );
}

interface PanelProps extends MomentPanelProps {
  readonly moment: Moment;
  readonly panel: PanelName;
  readonly choose: (id: number) => void;
}

function Panel({ view, links, moment, panel, choose }: PanelProps) {
  const chosen = view.chosen.value;
  const process = processAt(view, moment);
  switch (panel) {
    case 'process':
      return (
        <>
          <ProcessPicker view={view} moment={moment} />
          {process === null ? (
            <Gone view={view} />
          ) : (
            <ProcessPanel process={process} moment={moment} links={links} choose={choose} />
          )}
        </>
      );
    case 'tree':
      return (
        <SupervisionTree
          moment={moment}
          trace={view.trace}
          focus={process?.id ?? null}
          choose={choose}
        />
      );
    case 'nodes': {
      const name = chosen?.kind === 'node' ? view.trace.nodes[chosen.node]?.name : process?.node;
      return (
        <div class="tm-node-states">
          {moment.nodes.map((node) => (
            <NodePanel
              key={node.name}
              node={node}
              moment={moment}
              choose={choose}
              isOpen={node.name === name || moment.nodes.length <= 3}
            />
          ))}
        </div>
      );
    }
    case 'lines':
      return <LazyMetrics view={view} />;
  }
}

export function MomentPanel({ view, links }: MomentPanelProps) {
  const panel = useSignal<PanelName>('process');
  const shown = view.moment.value;
  const moment =
    shown.kind === 'known' ? shown.moment : shown.kind === 'coming' ? shown.last : null;
  const choose = (id: number): void => {
    const process = view.trace.processes.findIndex((one) => one.id === id);
    if (process < 0) return;
    view.chosen.value = { kind: 'process', process };
    panel.value = 'process';
  };
  const active =
    view.chosen.value?.kind === 'node' && panel.value === 'process' ? 'nodes' : panel.value;
  return (
    <Tabs
      label="The system at this event"
      tabs={panels}
      active={active}
      choose={(name) => {
        if (view.chosen.value?.kind === 'node') view.chosen.value = null;
        panel.value = name;
      }}
    >
      <div class={`tm-panel${shown.kind === 'coming' ? ' is-coming' : ''}`}>
        {shown.kind === 'stopped' && (
          <p>
            {shown.stopped.message} <span class="is-quiet">{shown.stopped.remedy}</span>
          </p>
        )}
        {moment === null ? (
          shown.kind === 'coming' && <p class="is-quiet">Playing the run up to here …</p>
        ) : (
          <Panel view={view} links={links} moment={moment} panel={active} choose={choose} />
        )}
      </div>
    </Tabs>
  );
}
