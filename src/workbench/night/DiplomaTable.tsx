/**
 * A table of the report. Where a page has no room for its columns, the style sheet makes a block of each row, in which
 * every cell bears the head of its column; the roles are written out, so that it stays a table for those who hear it.
 */
import type { ComponentChildren } from 'preact';

interface Column {
  readonly head: string;
  readonly isNumber?: boolean;
  /** True for the one that names the row; it leads the block. */
  readonly isName?: boolean;
}

interface TableRow {
  readonly key: string;
  readonly isBroken?: boolean;
  /** As many as there are columns. */
  readonly cells: readonly ComponentChildren[];
}

interface DiplomaTableProps {
  /** What a reader without eyes is told it is. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/** Rows under heads, in a frame that scrolls where even that is too wide. */
export function DiplomaTable({ label, columns, rows }: DiplomaTableProps) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table role="table" class="diploma-table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ head, isNumber = false }) => (
              <th key={head} role="columnheader" scope="col" class={numberClass(isNumber)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ key, isBroken = false, cells }) => (
            <tr key={key} role="row" class={isBroken ? 'is-broken' : undefined}>
              {columns.map(({ head, isNumber = false, isName = false }, index) =>
                isName ? (
                  <th key={head} role="rowheader" scope="row">
                    {cells[index]}
                  </th>
                ) : (
                  <td key={head} role="cell" data-head={head} class={numberClass(isNumber)}>
                    {cells[index]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function numberClass(isNumber: boolean): string | undefined {
  return isNumber ? 'is-number' : undefined;
}
