/** How the run is drawn: what is filtered, how time is laid out, how close one looks. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { zoomed } from './camera.ts';
import { processName } from './narrate.ts';
import type { RunView } from './run-view.ts';
import type { Filter } from './scene.ts';
import type { RunTrace } from '#grader/walk.ts';

interface Choice {
  readonly value: number;
  readonly label: string;
}

const choicesMax = 400;

/** Values of a column with their words, the most frequent first. */
function choicesOf(column: Int32Array, words: readonly string[]): Choice[] {
  const counts = new Map<number, number>();
  for (const value of column) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .filter(([value]) => value >= 0 && (words[value] ?? '') !== '')
    .sort(([a, many], [b, others]) => others - many || a - b)
    .slice(0, choicesMax)
    .map(([value, count]) => ({ value, label: `${words[value] ?? ''} (${count})` }));
}

function processChoices(trace: RunTrace): Choice[] {
  return trace.processes
    .slice(0, choicesMax)
    .map((_, value) => ({ value, label: processName(trace, value) }));
}

interface FilterFieldProps {
  readonly view: RunView;
  readonly name: keyof Filter;
  readonly label: string;
  readonly all: string;
  readonly choices: readonly Choice[];
}

function FilterField({ view, name, label, all, choices }: FilterFieldProps) {
  const { filter } = view.options.value;
  const value = filter[name];
  return (
    <label class={`tm-filter${value === null ? '' : ' is-set'}`}>
      <span>{label}</span>
      <select
        value={value === null ? '' : String(value)}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value === '' ? null : Number(currentTarget.value);
          view.setOptions({ filter: { ...filter, [name]: chosen } });
        }}
      >
        <option value="">{all}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

function ZoomButtons({ view }: { readonly view: RunView }) {
  const zoom = (factor: number): void =>
    view.look(zoomed(view.camera.value, factor, view.viewport.value.heightPx / 2));
  return (
    <span class="tm-buttons" role="group" aria-label="Zoom">
      <button
        type="button"
        aria-label="Zoom out"
        title="Zoom out (−)"
        onClick={() => zoom(1 / 1.6)}
      >
        −
      </button>
      <button type="button" title="The whole run (0)" onClick={() => view.lookAtAll()}>
        All
      </button>
      <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoom(1.6)}>
        +
      </button>
    </span>
  );
}

export function MachineTools({ view }: { readonly view: RunView }) {
  const { trace } = view;
  const { scale, grain, hasIdle } = view.options.value;
  const phrases = useMemo(() => choicesOf(trace.messages.phrase, trace.texts), [trace]);
  const tags = useMemo(() => choicesOf(trace.messages.tag, trace.texts), [trace]);
  const processes = useMemo(() => processChoices(trace), [trace]);
  const isOpen = useSignal(false);
  return (
    <div class={`tm-tools${isOpen.value ? ' is-open' : ''}`}>
      <button
        type="button"
        class="tm-tools-switch quiet-button"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        {isOpen.value ? 'Fewer tools' : 'Filter and zoom'}
      </button>
      <FilterField view={view} name="process" label="Process" all="all" choices={processes} />
      <FilterField view={view} name="phrase" label="Message" all="all" choices={phrases} />
      <FilterField view={view} name="tag" label="Conversation" all="all" choices={tags} />
      <label class="tm-check">
        <input
          type="checkbox"
          checked={scale === 'folded'}
          onChange={({ currentTarget }) =>
            view.setOptions({ scale: currentTarget.checked ? 'folded' : 'linear' })
          }
        />
        Fold quiet stretches
      </label>
      <label class="tm-check">
        <input
          type="checkbox"
          checked={grain === 'nodes'}
          onChange={({ currentTarget }) =>
            view.setOptions({ grain: currentTarget.checked ? 'nodes' : 'processes' })
          }
        />
        Nodes only
      </label>
      <label class="tm-check">
        <input
          type="checkbox"
          checked={hasIdle}
          onChange={({ currentTarget }) => view.setOptions({ hasIdle: currentTarget.checked })}
        />
        Idle ones
      </label>
      <ZoomButtons view={view} />
    </div>
  );
}
