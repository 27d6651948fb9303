/** Forty alarms under one node that is down: who is woken, and for what. */
import { useState } from 'preact/hooks';
import { Choice, Narration, Switch } from '#explorables/controls.tsx';
import { cascadeOf, childCount, rootAtS, rootClearS } from './cascade.ts';

const holds = [0, 5, 10, 30] as const;

export function Cascade() {
  const [correlates, setCorrelates] = useState(false);
  const [holdS, setHoldS] = useState<number>(0);
  const { told, pages } = cascadeOf({ correlates, holdS });
  const paged = told.filter(({ pagedAtS }) => pagedAtS !== null).length;
  const [first] = told;
  return (
    <section class="desk-cascade" aria-label="One node, forty alarms">
      <p class="x-question">{`data-2 goes down, and ${childCount} alarms go up that depend on it`}</p>
      <div class="x-panel">
        <Switch
          label="Correlate: an alarm whose node is down is not paged"
          on={correlates}
          onTurn={setCorrelates}
        />
        <Choice
          name="desk-hold"
          legend="A page waits for its root"
          options={holds.map((value) => ({ value: value as number, label: `${value} s` }))}
          value={holdS}
          onChoose={setHoldS}
        />
      </div>
      <p class="desk-pages">
        <b>{`${pages} ${pages === 1 ? 'page' : 'pages'}`}</b>
        {` the node itself, ${rootAtS} s after it fell silent, and ${paged} of its ${childCount} dependants`}
      </p>
      <ol class="desk-children" aria-hidden="true">
        <li class="is-root">data-2</li>
        {told.map(({ child, pagedAtS }) => (
          <li key={child.index} class={pagedAtS === null ? '' : 'is-paged'}>
            {pagedAtS === null ? '' : `${pagedAtS}`}
          </li>
        ))}
      </ol>
      <small>
        {`Each box is an alarm; a number is the second in which somebody was paged for it. The first dependant complains after ${first?.child.raisedAtS ?? 0} s, before anybody knows that the node is down. After ${rootClearS} s it is back, and 39 of them with it; one has a trouble of its own.`}
      </small>
      <Table />
      <Narration text={`${pages} pages.`} />
    </section>
  );
}

function Table() {
  return (
    <details>
      <summary>All settings as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">A page waits</th>
            <th scope="col" class="is-number">
              Pages, not correlated
            </th>
            <th scope="col" class="is-number">
              Pages, correlated
            </th>
          </tr>
        </thead>
        <tbody>
          {holds.map((holdS) => (
            <tr key={holdS}>
              <th scope="row">{`${holdS} s`}</th>
              <td class="is-number">{cascadeOf({ correlates: false, holdS }).pages}</td>
              <td class="is-number">{cascadeOf({ correlates: true, holdS }).pages}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
