/** How a lab goes: how many work, are done, ask for help, have run it and passed. Counts and shapes, nobody's name. */
import { useLabTitle } from './lab-title.ts';
import { Shape, type ShapeName } from './Shape.tsx';
import type { ViewProps } from './views.ts';

function Bar({ share, of }: { readonly share: number; readonly of: number }) {
  return (
    <span class="progress-bar" aria-hidden="true">
      <span style={{ inlineSize: `${of === 0 ? 0 : Math.min(100, (100 * share) / of)}%` }} />
    </span>
  );
}

export function ProgressView({ what: { lab, counts } }: ViewProps<'progress'>) {
  const title = useLabTitle(lab);
  const { here, working, done, help, ran, passed } = counts;
  const said: readonly (readonly [ShapeName, string, number])[] = [
    ['working', 'working', working],
    ['done', 'done', done],
    ['help', help === 1 ? 'asks for help' : 'ask for help', help],
    ['quiet', 'not said', Math.max(0, here - working - done - help)],
  ];
  const runs = [
    ['have run it', ran],
    ['have passed', passed],
  ] as const;
  return (
    <div class="shown is-progress">
      <p class="shown-title">{title}</p>
      <ul class="progress-said" aria-label="What people say">
        {said.map(([shape, words, count]) => (
          <li key={shape} class={`is-${shape}`}>
            <Shape name={shape} />
            <b>{count}</b>
            <span>{words}</span>
          </li>
        ))}
      </ul>
      <dl class="progress-runs">
        {runs.map(([words, count]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>
              <Bar share={count} of={here} />
              <b>{count}</b> of {here}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
