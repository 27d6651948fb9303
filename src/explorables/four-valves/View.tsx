/** The pipe of four valves: choose what each station does with too much, and see where work is done for nobody. */
import { useState } from 'preact/hooks';
import { Narration } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import {
  capacities,
  examples,
  explain,
  flowOf,
  offered,
  stations,
  valves,
  wasted,
  type Setting,
  type Station,
  type Through,
  type Valve,
} from './model.ts';
import './valves.css';

const valveNames: Readonly<Record<Valve, string>> = {
  none: 'lets all of it wait',
  reject: 'refuses the rest',
  queue: 'queue of 100, then refuses',
  credit: 'credits: the one before waits',
};
const first: Setting = { client: 'none', web: 'reject', shop: 'reject', pay: 'reject' };
const figure = (value: number): string => value.toLocaleString('en');

/** The figure. Its first render shows a refusal at each door, and the table of seven settings. */
export function View() {
  const [setting, setSetting] = useState(first);
  const flow = flowOf(setting);
  const sentence = explain(flow);
  return (
    <div class="x valves">
      <p class="x-question">{figure(offered)} requests a second come from the left</p>
      <ol>
        {stations.map((station) => (
          <Row
            key={station}
            station={station}
            valve={setting[station]}
            through={flow.stations[station]}
            onTurn={(valve) => setSetting({ ...setting, [station]: valve })}
          />
        ))}
      </ol>
      <p class="valves-key" aria-hidden="true">
        <i class="is-good" /> answered in time <i class="is-nobody" /> handled for nobody{' '}
        <i class="is-out" /> refused, kept out, or waiting without end
      </p>
      <p class="valves-why">{sentence}</p>
      <Examples onChoose={setSetting} />
      <small>
        Sums, no run: what lasts while the load lasts. They were held against stations of the labs’
        runtime, with slots, queues and credits for each request, and agree to 1 %; a station that
        refuses without any queue does up to a tenth less, since its slots wait for whoever comes
        next. Left out are chance and retries. With them the refused come back, and the first row
        gets worse.
      </small>
      <Narration text={sentence} />
    </div>
  );
}

function Row(props: {
  readonly station: Station;
  readonly valve: Valve;
  readonly through: Through;
  readonly onTurn: (valve: Valve) => void;
}) {
  const { station, valve, through } = props;
  const capacity = capacities[station];
  return (
    <li>
      <b>{station}</b>
      <small>{capacity === Infinity ? 'the app: passes on' : `can do ${capacity}/s`}</small>
      <label>
        <span class="is-hidden">{station}: what it does with too much</span>
        <select
          value={valve}
          onChange={(event) => {
            const next = valves.find((each) => each === event.currentTarget.value);
            if (next !== undefined) props.onTurn(next);
          }}
        >
          {valves.map((each) => (
            <option key={each} value={each} selected={each === valve}>
              {station === 'client' && each === 'credit' ? 'the user waits' : valveNames[each]}
            </option>
          ))}
        </select>
      </label>
      <div class="valves-bar" aria-hidden="true">
        <i class="is-good" style={{ width: share(through.handled - through.forNobody) }} />
        <i class="is-nobody" style={{ width: share(through.forNobody) }} />
        <i class="is-out" style={{ width: share(through.arriving - through.handled) }} />
      </div>
      <span class="valves-sum">{sayThrough(station, through)}</span>
    </li>
  );
}

const share = (perSecond: number): string => `${(perSecond / offered) * 100}%`;

function sayThrough(station: Station, through: Through): string {
  const { handled, forNobody, refused, growing, heldBack, waitS } = through;
  const parts = [
    `${station === 'client' ? 'passes on' : 'handles'} ${figure(handled)}`,
    forNobody > 0 ? `${forNobody} of them for nobody` : '',
    refused > 0 ? `refuses ${refused}` : '',
    growing > 0 ? `queue grows by ${growing}` : '',
    heldBack > 0 ? `keeps ${heldBack} waiting outside` : '',
    waitS > 0 ? `wait ${waitS.toFixed(2)} s` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function Examples({ onChoose }: { readonly onChoose: (setting: Setting) => void }) {
  return (
    <div class="scroll">
      <table>
        <caption>Seven settings, per second</caption>
        <thead>
          <tr>
            <th scope="col">Valves</th>
            <th scope="col" class="is-number">
              In time
            </th>
            <th scope="col" class="is-number">
              In vain at web
            </th>
            <th scope="col" class="is-number">
              at shop
            </th>
            <th scope="col" class="is-number">
              at pay
            </th>
            <th scope="col" class="is-number">
              in all
            </th>
          </tr>
        </thead>
        <tbody>
          {examples.map(({ setting, name }) => {
            const flow = flowOf(setting);
            return (
              <tr key={name}>
                <th scope="row">
                  {name}{' '}
                  <button type="button" class="needs-js" onClick={() => onChoose(setting)}>
                    Set<span class="is-hidden">: {name}</span>
                  </button>
                </th>
                <td class="is-number">{flow.goodput}</td>
                <td class="is-number">{flow.stations.web.forNobody}</td>
                <td class="is-number">{flow.stations.shop.forNobody}</td>
                <td class="is-number">{flow.stations.pay.forNobody}</td>
                <td class="is-number">{figure(wasted(flow))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
