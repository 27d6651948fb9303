/** The price of a full mesh, and of a core with islands, as the number of nodes grows. */
import { useState } from 'preact/hooks';
import { Choice, Narration, Tile } from '#explorables/controls.tsx';
import { cos, sin } from '#runtime/math-trig.ts';
import '#explorables/explorable.css';
import './mesh.css';
import { costOf, coreOf, fewest, linesOf, most, type Plan } from './model.ts';

const plans = [
  { value: 'mesh', label: 'full mesh' },
  { value: 'islands', label: 'core mesh and islands' },
] as const satisfies readonly { value: Plan; label: string }[];

/** With more nodes than this, single lines are no longer to be seen. */
const drawnMost = 60;
const inTable = [5, 12, 20, 60, 100, 120, 200];

/** The figure. Its first render shows twenty nodes in a full mesh, and the table of both plans. */
export function View() {
  const [nodes, setNodes] = useState(20);
  const [plan, setPlan] = useState<Plan>('mesh');
  const cost = costOf(nodes, plan);
  return (
    <div class="x mesh">
      <div class="x-panel">
        <Choice
          name="mesh-plan"
          legend="Who is connected to whom"
          options={plans}
          value={plan}
          onChoose={setPlan}
        />
        <label class="mesh-slider needs-js">
          <span>{`${nodes} nodes`}</span>
          <input
            type="range"
            min={fewest}
            max={most}
            step={1}
            value={nodes}
            aria-valuetext={`${nodes} nodes`}
            onInput={(event) => setNodes(Number(event.currentTarget.value))}
          />
        </label>
      </div>
      <div class="mesh-panes">
        <Picture nodes={Math.min(nodes, drawnMost)} plan={plan} isCut={nodes > drawnMost} />
        <dl class="x-tiles">
          <Tile label="connections">{format(cost.links)}</Tile>
          <Tile label="ticks a second">{format(Math.round(cost.ticksPerS))}</Tile>
          <Tile
            label="messages for one cluster-wide name"
            note={`${cost.asked} nodes are asked, twice`}
          >
            {format(cost.messages)}
          </Tile>
          <Tile label="time for one name, if all are well">{`${cost.nameMs.toFixed(1)} ms`}</Tile>
          <Tile
            label="chance that one of them stands still just then"
            isBad={cost.hiccup > 0.5}
            note="if each does for 1 % of the time"
          >
            {`${Math.round(cost.hiccup * 100)} %`}
          </Tile>
        </dl>
      </div>
      <All />
      <Narration
        text={`${nodes} nodes, ${plan === 'mesh' ? 'full mesh' : 'core and islands'}: ${format(cost.links)} connections.`}
      />
    </div>
  );
}

function format(value: number): string {
  return value.toLocaleString('en');
}

const size = 300;
const radius = 138;

function Picture(props: { readonly nodes: number; readonly plan: Plan; readonly isCut: boolean }) {
  const { nodes, plan, isCut } = props;
  const core = plan === 'mesh' ? nodes : coreOf(nodes);
  const places = Array.from({ length: nodes }, (_, node) => placeOf(node, nodes, core));
  const path = linesOf(nodes, plan)
    .map(([from, to]) => `M${(places[from] ?? []).join()}L${(places[to] ?? []).join()}`)
    .join('');
  return (
    <div>
      <svg
        class="mesh-picture"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={`${nodes} nodes and the connections between them.`}
      >
        <path d={path} style={{ strokeOpacity: String(nodes > 24 ? 0.35 : 0.7) }} />
        {places.map(([x, y], node) => (
          <circle
            key={node}
            cx={x}
            cy={y}
            r={nodes > 30 ? 3 : 5}
            class={node < core ? '' : 'is-island'}
          />
        ))}
      </svg>
      {isCut && <small>{`Drawn for ${drawnMost}: more lines would be a black disc.`}</small>}
    </div>
  );
}

/** The core stands on an inner circle if there are islands, which stand on the outer one. */
function placeOf(node: number, nodes: number, core: number): [x: number, y: number] {
  const isCore = node < core;
  const turn = isCore ? node / core : (node - core + 0.5) / (nodes - core);
  const far = isCore && core < nodes ? radius * 0.62 : radius;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return [
    round(size / 2 + far * sin(2 * Math.PI * turn)),
    round(size / 2 - far * cos(2 * Math.PI * turn)),
  ];
}

/** Both plans for some sizes, for those who would rather read. */
function All() {
  return (
    <details>
      <summary>Both plans as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Nodes</th>
            <th scope="col" class="is-number">
              Full mesh
            </th>
            <th scope="col" class="is-number">
              Ticks/s
            </th>
            <th scope="col" class="is-number">
              Core and islands
            </th>
            <th scope="col" class="is-number">
              Ticks/s
            </th>
          </tr>
        </thead>
        <tbody>
          {inTable.map((nodes) => {
            const [mesh, islands] = [costOf(nodes, 'mesh'), costOf(nodes, 'islands')];
            return (
              <tr key={nodes}>
                <th scope="row">{nodes}</th>
                <td class="is-number">{format(mesh.links)}</td>
                <td class="is-number">{format(Math.round(mesh.ticksPerS))}</td>
                <td class="is-number">{format(islands.links)}</td>
                <td class="is-number">{format(Math.round(islands.ticksPerS))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
