/** Who supervises whom at the cursor, node by node; processes without supervisor stand beside the trees. */
import type { Moment, ProcessState } from '#runtime/moment.ts';

interface SupervisionTreeProps {
  readonly moment: Moment;
  readonly focus: number | null;
  readonly choose: (id: number) => void;
}

function childrenOf({ behaviour }: ProcessState): readonly number[] {
  if (behaviour?.kind !== 'supervisor') return [];
  return behaviour.children.map(({ process }) => process).filter((process) => process !== null);
}

interface BranchProps extends SupervisionTreeProps {
  readonly process: ProcessState;
}

function Branch({ process, ...context }: BranchProps) {
  const { moment, focus, choose } = context;
  const { id, name, label, behaviour, mailboxLength } = process;
  const children = childrenOf(process)
    .map((child) => moment.processes.find((one) => one.id === child))
    .filter((child) => child !== undefined);
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
      <span class="is-quiet">
        {behaviour?.kind === 'supervisor' ? behaviour.strategy : (behaviour?.kind ?? '')}
        {mailboxLength > 0 && ` ${mailboxLength} in mailbox`}
      </span>
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.id} process={child} {...context} />
          ))}
        </ul>
      )}
    </li>
  );
}

export function SupervisionTree({ moment, focus, choose }: SupervisionTreeProps) {
  const supervised = new Set(moment.processes.flatMap(childrenOf));
  return (
    <div class="tm-trees">
      {moment.nodes.map(({ name, state }) => {
        const roots = moment.processes.filter(
          ({ id, node }) => node === name && !supervised.has(id),
        );
        return (
          <section key={name}>
            <h4>
              {name} {state !== 'up' && <span class="tm-wrong">{state}</span>}
            </h4>
            {roots.length === 0 ? (
              <p class="is-quiet">No process.</p>
            ) : (
              <ul>
                {roots.map((process) => (
                  <Branch
                    key={process.id}
                    process={process}
                    moment={moment}
                    focus={focus}
                    choose={choose}
                  />
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}
