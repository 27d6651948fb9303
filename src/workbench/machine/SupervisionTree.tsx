/** Who stands under whom at the cursor, node by node: supervised, linked, or only started. */
import type { Moment } from '#runtime/moment.ts';
import type { RunTrace } from '#grader/walk.ts';
import { familiesOf, type Kin } from './families.ts';

interface SupervisionTreeProps {
  readonly moment: Moment;
  readonly trace: RunTrace;
  readonly focus: number | null;
  readonly choose: (id: number) => void;
}

function nameOf({ processes }: Moment, id: number): string {
  const found = processes.find((process) => process.id === id);
  return found === undefined ? `process ${id}, gone` : (found.name ?? found.label);
}

/** What a process is to the one above it; a supervisor's child needs no word. */
function bondWords(moment: Moment, { bond }: Kin): string {
  if (bond?.kind === 'started') return 'started, not linked';
  if (bond?.kind !== 'linked') return '';
  return bond.startedBy === null
    ? 'linked'
    : `linked, started by ${nameOf(moment, bond.startedBy)}`;
}

function ownWords({ process, children }: Kin): string {
  const { behaviour, trapsExits } = process;
  if (behaviour?.kind === 'supervisor') return behaviour.strategy;
  const isKeeper = trapsExits && children.some(({ bond }) => bond?.kind === 'linked');
  return [behaviour?.kind, isKeeper ? 'traps exits' : undefined]
    .filter((word) => word !== undefined)
    .join(', ');
}

interface BranchProps extends SupervisionTreeProps {
  readonly kin: Kin;
  /** Node of the one above it. */
  readonly above: string;
}

function Branch({ kin, above, ...context }: BranchProps) {
  const { moment, focus, choose } = context;
  const { id, name, label, node, mailboxLength } = kin.process;
  const words = [
    node === above ? '' : `on ${node}`,
    ownWords(kin),
    bondWords(moment, kin),
    mailboxLength > 0 ? `${mailboxLength} in mailbox` : '',
  ].filter((word) => word !== '');
  return (
    <li>
      <button
        type="button"
        class="tm-tree-name"
        aria-current={id === focus ? 'true' : undefined}
        onClick={() => choose(id)}
      >
        {name ?? label}
      </button>{' '}
      <span class="is-quiet">{words.join(' · ')}</span>
      {kin.children.length > 0 && (
        <ul>
          {kin.children.map((child) => (
            <Branch key={child.process.id} {...context} kin={child} above={node} />
          ))}
        </ul>
      )}
    </li>
  );
}

function isByHand({ bond, children }: Kin): boolean {
  return (bond !== null && bond.kind !== 'supervised') || children.some(isByHand);
}

export function SupervisionTree(props: SupervisionTreeProps) {
  const { moment, trace } = props;
  const families = familiesOf(moment, trace);
  return (
    <div class="tm-trees">
      {families.some(isByHand) && (
        <p class="is-quiet">
          Under a supervisor stand its children, under any other process those that are linked to it
          or that it has started.
        </p>
      )}
      {moment.nodes.map(({ name, state }) => {
        const own = families.filter(({ process }) => process.node === name);
        return (
          <section key={name}>
            <h4>
              {name} {state !== 'up' && <span class="tm-wrong">{state}</span>}
            </h4>
            {own.length === 0 ? (
              <p class="is-quiet">No process of its own.</p>
            ) : (
              <ul>
                {own.map((kin) => (
                  <Branch key={kin.process.id} {...props} kin={kin} above={name} />
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}
