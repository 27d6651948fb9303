/** Two nights that differ in one row, side by side, with every difference named. */
import { printCount } from '#workbench/print.ts';
import { differencesOf, type Difference } from './compare.ts';
import { NightLines } from './NightLines.tsx';
import type { Night } from './night.ts';
import { functionWords, sayRatio, sayShare } from './say.ts';
import { sayCell, type Pair } from './what-if.ts';

const turnSigns = { better: '▲ better', worse: '▼ worse', other: '● other' } as const;

function Differences({ found }: { readonly found: readonly Difference[] }) {
  if (found.length === 0) {
    return (
      <p>Nothing is different: on this seed the row decides nothing that the campaign asks for.</p>
    );
  }
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Differences">
      <table class="what-if-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
            <th scope="col">Turn</th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ about, before, after, turn, sentence }, at) => (
            <tr key={at} class={`is-${turn}`}>
              <th scope="row">{about}</th>
              <td>{before}</td>
              <td>{after}</td>
              <td class="what-if-turn">{turnSigns[turn]}</td>
              <td>{sentence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Report({ night, title }: { readonly night: Night; readonly title: string }) {
  return (
    <section class="what-if-night" aria-label={title}>
      <h4>{title}</h4>
      <NightLines night={night} window={null} title={title} />
      <dl class="night-figures">
        {night.functions
          .filter(({ total }) => total > 0)
          .map(({ fn, availability, byTime }) => (
            <div key={fn}>
              <dt>{functionWords[fn]}</dt>
              <dd>
                {sayShare(availability)} <small>by time {sayShare(byTime)}</small>
              </dd>
            </div>
          ))}
        <div>
          <dt>Cost</dt>
          <dd>{sayRatio(night.cost.ratio)}</dd>
        </div>
        <div>
          <dt>Broken</dt>
          <dd>{[...new Set(night.breaches.map(({ code }) => code))].join(', ') || 'nothing'}</dd>
        </div>
      </dl>
    </section>
  );
}

/** One what-if and what came of it. */
export function Comparison({ pair }: { readonly pair: Pair }) {
  const { name, from, to, expected, before, after } = pair;
  const found = differencesOf(before, after);
  return (
    <article class="what-if-result" aria-label={`${name}: ${sayCell(from)} or ${sayCell(to)}`}>
      <h3>
        <code>{name}</code>: {sayCell(from)} → {sayCell(to)}
      </h3>
      <p class="what-if-said">
        You expected: <q>{expected}</q>. {found.length === 0 ? 'Nothing' : printCount(found.length)}{' '}
        {found.length === 1 ? 'thing is' : 'things are'} different.
      </p>
      <Differences found={found} />
      <div class="what-if-pair">
        <Report night={before} title={`As it was: ${sayCell(from)}`} />
        <Report night={after} title={`Changed: ${sayCell(to)}`} />
      </div>
    </article>
  );
}
