/** The same history under all four merges. */
import { replicas, type Item, type MergeName } from './merges.ts';
import type { Fault, Outcome } from './model.ts';

const cartWords = (cart: readonly Item[]): string =>
  cart.length === 0 ? 'empty' : cart.join(', ');

/** Carts that are equal are named once. */
function cartsOf({ carts }: Outcome): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const replica of replicas) {
    const words = cartWords(carts[replica]);
    groups.set(words, [...(groups.get(words) ?? []), replica]);
  }
  if (groups.size === 1) return [...groups.keys()];
  return [...groups].map(([words, names]) => `${names.join(', ')}: ${words}`);
}

function againstWish(faults: readonly Fault[]): string {
  const told = faults.map(({ item, kind }) => `${item} ${kind}`);
  return told.length === 0 ? 'as asked' : [...new Set(told)].join(', ');
}

export function Outcomes(props: { readonly all: readonly Outcome[]; readonly chosen: MergeName }) {
  return (
    <details class="copies-outcomes">
      <summary>The same under all four merges</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Merge</th>
            <th scope="col">Carts now</th>
            <th scope="col">Against what was asked</th>
          </tr>
        </thead>
        <tbody>
          {props.all.map((outcome) => (
            <tr key={outcome.name} class={outcome.name === props.chosen ? 'is-chosen' : ''}>
              <th scope="row">{outcome.name}</th>
              <td>
                {cartsOf(outcome).map((words) => (
                  <span key={words}>{words}</span>
                ))}
              </td>
              <td class={outcome.faults.length > 0 ? 'is-bad' : ''}>
                {againstWish(outcome.faults)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
