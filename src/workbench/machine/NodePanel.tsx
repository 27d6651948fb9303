/** The nodes at the cursor: cores, memory, clock, connections, names, disk. */
import type { Moment, NodeState } from '#runtime/moment.ts';
import { printCount, printDuration, printMany } from '#workbench/print.ts';
import { ProcessName } from './ProcessPanel.tsx';
import { ValueTree } from './ValueTree.tsx';

const stateWords = { up: 'up', frozen: 'hangs', down: 'down' } as const;

interface NodePanelProps {
  readonly moment: Moment;
  readonly node: NodeState;
  readonly isOpen: boolean;
  readonly choose: (id: number) => void;
}

/** A share as a bar with its words; full means trouble, and the words say so too. */
function Gauge({ name, share, words }: { name: string; share: number; words: string }) {
  return (
    <div class="tm-gauge">
      <span>{name}</span>
      <meter min={0} max={1} value={Math.min(1, share)} aria-label={name} />
      <span>{words}</span>
    </div>
  );
}

function megabytes(bytes: number): string {
  if (bytes < 104_858) return `${Math.ceil(bytes / 1_024)} kB`;
  return `${(bytes / 1_048_576).toFixed(bytes < 10_485_760 ? 1 : 0)} MB`;
}

function connectionWords({ up, isCut, parked }: NodeState['connections'][number]): string {
  const words = [up ? 'connected' : 'not connected'];
  if (isCut) words.push('cut');
  if (parked > 0) words.push(`${printCount(parked)} waiting behind the cut`);
  return words.join(', ');
}

/** The whole ones in a line; each that is not, with what is wrong. */
function Connections({ connections }: Pick<NodeState, 'connections'>) {
  const isWhole = ({ up, isCut, parked }: NodeState['connections'][number]): boolean =>
    up && !isCut && parked === 0;
  const whole = connections.filter(isWhole);
  const others = connections.filter((connection) => !isWhole(connection));
  return (
    <>
      {whole.length > 0 && (
        <p>
          <span class="is-quiet">Connected to</span> {whole.map(({ peer }) => peer).join(', ')}
        </p>
      )}
      {others.length > 0 && (
        <ul class="tm-plain">
          {others.map((connection) => (
            <li key={connection.peer}>
              {connection.peer}: <span class="tm-wrong">{connectionWords(connection)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function NodePanel({ moment, node, isOpen, choose }: NodePanelProps) {
  const { name, state, boot, cores, load, memoryBytes, memoryMaxBytes, connections } = node;
  const isDown = state === 'down';
  return (
    <details class={`tm-node-state is-${state}`} open={isOpen}>
      <summary>
        <b>{name}</b>{' '}
        <span class={state === 'up' ? 'is-quiet' : 'tm-wrong'}>{stateWords[state]}</span>
        <span class="is-quiet">
          {isDown ? '' : `, ${printMany(node.processCount, 'process', 'processes')}`}
        </span>
      </summary>
      {!isDown && (
        <>
          <Gauge
            name="Cores"
            share={load / Math.max(1, cores)}
            words={`${load} jobs on ${cores}`}
          />
          <Gauge
            name="Memory"
            share={memoryBytes / Math.max(1, memoryMaxBytes)}
            words={`${megabytes(memoryBytes)} of ${megabytes(memoryMaxBytes)}`}
          />
        </>
      )}
      <p class="is-quiet">
        {boot > 1 && `Boot ${boot}. `}
        {node.clockAheadMs !== 0 &&
          `Its clock is ${printDuration(Math.abs(node.clockAheadMs))} ${node.clockAheadMs > 0 ? 'ahead' : 'behind'}. `}
        {node.backlog > 0 && `${printCount(node.backlog)} signals wait until it goes on. `}
        {node.diskFilled > 0 &&
          `The disk is ${Math.round(node.diskFilled * 100)} % full of other things.`}
      </p>
      <Connections connections={connections} />
      {node.names.length > 0 && (
        <ul class="tm-plain">
          {node.names.map(({ name, process }) => (
            <li key={name}>
              <code>{name}</code> is <ProcessName id={process} moment={moment} choose={choose} />
            </li>
          ))}
        </ul>
      )}
      {node.disk.length > 0 && (
        <>
          <p class="is-quiet">On disk</p>
          {node.disk.map((tree, index) => (
            <ValueTree key={tree.key ?? index} tree={tree} open={0} />
          ))}
        </>
      )}
    </details>
  );
}
