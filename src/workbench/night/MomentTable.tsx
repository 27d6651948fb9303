/** One window of a night in words and figures: what acted, who suffered, what waited, who was told. */
import { printCount } from '#workbench/print.ts';
import type { Night } from './night.ts';
import { functionWords, sayClock, sayShare, saySpan } from './say.ts';
import { momentOf, type Moment } from './timeline.ts';

/** The moment in one sentence, for those who hear it and for the slider. */
export function momentSentence(moment: Moment): string {
  const lost = moment.functions.filter(({ ok, total }) => ok < total);
  const what =
    lost.length === 0
      ? 'everything answered'
      : lost.map(({ fn, ok, total }) => `${functionWords[fn]} ${sayShare(ok / total)}`).join(', ');
  const faults = moment.faults.map(({ title }) => title).join('; ');
  return `${sayClock(moment.atMs)}${faults === '' ? '' : `, ${faults}`}: ${what}`;
}

export function MomentTable({ night, window }: { readonly night: Night; readonly window: number }) {
  const moment = momentOf(night, window);
  return (
    <section class="moment" aria-label={`The ten seconds from ${sayClock(moment.atMs)}`}>
      <p class="moment-head">
        <b>
          {sayClock(moment.atMs)} to {sayClock(moment.untilMs)}
        </b>{' '}
        {moment.faults.length === 0
          ? 'No fault acts.'
          : moment.faults.map(({ id, title }) => `${id}: ${title}`).join('. ')}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Function</th>
            <th scope="col" class="is-number">
              Asked
            </th>
            <th scope="col" class="is-number">
              Well
            </th>
            <th scope="col" class="is-number">
              Share
            </th>
            <th scope="col" class="is-number">
              p99
            </th>
          </tr>
        </thead>
        <tbody>
          {moment.functions.map(({ fn, total, ok, p99Ms }) => (
            <tr key={fn} class={total > 0 && ok / total < 0.95 ? 'is-down' : ''}>
              <th scope="row">{functionWords[fn]}</th>
              <td class="is-number">{printCount(total)}</td>
              <td class="is-number">{printCount(ok)}</td>
              <td class="is-number">{total === 0 ? '–' : sayShare(ok / total)}</td>
              <td class="is-number">{total === 0 ? '–' : saySpan(p99Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <MomentNotes moment={moment} />
    </section>
  );
}

function MomentNotes({ moment }: { readonly moment: Moment }) {
  const { queues, alarms, down, payhubSlots, nodesUp } = moment;
  return (
    <dl class="moment-notes">
      <div>
        <dt>Nodes</dt>
        <dd>
          {nodesUp} up{down.length > 0 && `; not serving: ${down.join(', ')}`}
        </dd>
      </div>
      <div>
        <dt>PayHub</dt>
        <dd>{payhubSlots} of 50 slots at most</dd>
      </div>
      <div>
        <dt>Queues</dt>
        <dd>
          {queues.length === 0
            ? 'empty'
            : queues
                .slice(0, 5)
                .map(({ name, depth, limit }) => `${name} ${depth} of ${limit}`)
                .join(', ')}
        </dd>
      </div>
      <div>
        <dt>Alarms up</dt>
        <dd>
          {alarms.length === 0
            ? 'none'
            : alarms
                .slice(0, 6)
                .map(({ alarm, entity, paged }) => `${alarm} ${entity}${paged ? ' (page)' : ''}`)
                .join(', ')}
          {alarms.length > 6 && ` and ${alarms.length - 6} more`}
        </dd>
      </div>
    </dl>
  );
}
