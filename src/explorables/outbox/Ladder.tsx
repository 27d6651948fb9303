/** The four rows from saying it once to the room, under one network and one seed. */
import { ladder, type Outcome, type Setting } from './scene.ts';

/** The table; `rows` are in the order of the ladder. */
export function Ladder(props: { readonly rows: readonly Outcome[]; readonly setting: Setting }) {
  const { loss, kills } = props.setting;
  const killed = kills === 0 ? 'a server that stays' : `a server killed ${kills} ×`;
  return (
    <table class="outbox-ladder">
      <caption>
        One measure after the other, with {loss * 100} % loss and {killed}
      </caption>
      <thead>
        <tr>
          <th scope="col">The browser and the server …</th>
          <th scope="col" class="is-number">
            Lost
          </th>
          <th scope="col" class="is-number">
            Doubled
          </th>
          <th scope="col" class="is-number">
            Sent for one
          </th>
        </tr>
      </thead>
      <tbody>
        {ladder.map(({ name }, index) => {
          const row = props.rows[index];
          return (
            row && (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class={row.lost > 0 ? 'is-number is-bad' : 'is-number'}>{row.lost}</td>
                <td class={row.doubled > 0 ? 'is-number is-bad' : 'is-number'}>{row.doubled}</td>
                <td class="is-number">{row.sentPerSaid.toFixed(1)}</td>
              </tr>
            )
          );
        })}
      </tbody>
    </table>
  );
}
