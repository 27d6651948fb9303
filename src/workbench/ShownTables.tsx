/** Tables that an examination wants to be seen, whatever its outcome: what was covered, and what was missed. */
import type { ShownCell, ShownTable } from '#grader/verdict.ts';
import { InlineText } from './InlineText.tsx';

/** What a mark says to those who do not see it. */
const markSigns: Readonly<Record<ShownCell['mark'], string>> = { plain: '', good: '✓', gap: '○' };
const markWords: Readonly<Record<ShownCell['mark'], string>> = {
  plain: '',
  good: 'covered: ',
  gap: 'a gap: ',
};

function Cell({ cell, column }: { readonly cell: ShownCell; readonly column: string }) {
  const { text, mark } = cell;
  return (
    <td class={`is-${mark}`} data-label={column}>
      {mark !== 'plain' && (
        <>
          <span class="shown-sign" aria-hidden="true">
            {markSigns[mark]}
          </span>
          <span class="is-hidden">{markWords[mark]}</span>
        </>
      )}
      <InlineText text={text} />
    </td>
  );
}

function Shown({ table }: { readonly table: ShownTable }) {
  const { title, note, columns, rows } = table;
  return (
    <details class="shown-table" open>
      <summary>{title}</summary>
      <p class="is-quiet">
        <InlineText text={note} />
      </p>
      {/* It scrolls by itself where it is wider than the page: then it must be reached by keyboard. */}
      <div class="shown-scroll" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ head, cells }) => (
              <tr key={head}>
                <th scope="row">{head}</th>
                {cells.map((cell, index) => (
                  <Cell key={index} cell={cell} column={columns[index + 1] ?? ''} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** All of them, one below the other. */
export function ShownTables({ tables }: { readonly tables: readonly ShownTable[] }) {
  return (
    <section class="shown-tables">
      {tables.map((table) => (
        <Shown key={table.title} table={table} />
      ))}
    </section>
  );
}
