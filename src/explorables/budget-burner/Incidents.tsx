/** Every incident of note, and what each rule made of it. */
import { rawRule, rules, type Account, type Incident, type Noticed } from './model.ts';
import { sayInstant, sayLength, sayRatio, sayShare } from './words.ts';

/** Smaller ones are counted together. */
const ofNote = 0.015;
const shownMost = 12;

function NoticedCell({ noticed: { afterMin, resetMin } }: { readonly noticed: Noticed }) {
  if (afterMin === null) return <td>–</td>;
  return (
    <td>
      {`after ${sayLength(afterMin)}`}
      {resetMin !== null && <small>{`off ${sayLength(resetMin)} after the end`}</small>}
    </td>
  );
}

/** The largest, in the order of time. */
export function largest(incidents: readonly Incident[]): readonly Incident[] {
  return incidents
    .filter(({ spent }) => spent >= ofNote)
    .toSorted((a, b) => b.spent - a.spent)
    .slice(0, shownMost)
    .toSorted((a, b) => a.fromMin - b.fromMin);
}

export function Incidents({ account }: { readonly account: Account }) {
  const shown = largest(account.incidents);
  const rest = account.incidents.filter((one) => !shown.includes(one));
  const restSpent = rest.reduce((sum, { spent }) => sum + spent, 0);
  return (
    <details open>
      <summary>Incidents as a table</summary>
      {shown.length === 0 && <p>No incident that takes 1.5 % of the budget or more.</p>}
      {shown.length > 0 && (
        <div class="burner-scroll" tabIndex={0} role="region" aria-label="Incidents">
          <table>
            <thead>
              <tr>
                <th scope="col">Begins</th>
                <th scope="col">Lasts</th>
                <th scope="col" class="is-number">
                  Of the budget
                </th>
                {rules.map(({ id, kind, burn }) => (
                  <th key={id} scope="col">{`${kind}, ${burn}×`}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((incident) => (
                <tr key={incident.fromMin}>
                  <th scope="row">{sayInstant(incident.fromMin)}</th>
                  <td>
                    {sayLength(incident.untilMin - incident.fromMin)}
                    <small>{`up to ${sayRatio(incident.worst)}`}</small>
                  </td>
                  <td class="is-number">{sayShare(incident.spent)}</td>
                  {rules.map(({ id }) => (
                    <NoticedCell key={id} noticed={incident.noticed[id]} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rest.length > 0 && (
        <p>
          {`${rest.length} smaller ones took ${sayShare(restSpent)} together; ${rest.filter(({ noticed }) => noticed[rawRule.id].afterMin !== null).length} of them paged the rule for comparison.`}
        </p>
      )}
    </details>
  );
}
