/** All attempts on seven scales. Right is better on each of them; the values themselves stand in the table below. */
import type { Attempt } from './attempts.ts';
import { scales, type Measured, type Scale } from './figures.ts';

/** Where a value stands, in per cent from the left; what is off the scale stands at its end. */
export function placeOf({ of, ends: [worst, best] }: Scale, measured: Measured): number {
  const share = (of(measured) - worst) / (best - worst);
  return Math.round(1_000 * Math.max(0, Math.min(1, share))) / 10;
}

export function Plot(props: {
  readonly attempts: readonly Attempt[];
  readonly reference: Measured;
}) {
  const { attempts, reference } = props;
  return (
    <ul class="trade-plot">
      {scales.map((scale) => (
        <Row key={scale.name} scale={scale} attempts={attempts} reference={reference} />
      ))}
    </ul>
  );
}

function Row(props: {
  readonly scale: Scale;
  readonly attempts: readonly Attempt[];
  readonly reference: Measured;
}) {
  const { scale, attempts, reference } = props;
  const { name, say, of, ends } = scale;
  const last = attempts.at(-1)?.measured;
  return (
    <li>
      <span class="trade-name">
        {name}: <b>{last === undefined ? '–' : say(of(last))}</b>{' '}
        <span class="trade-reference">Papertrain {say(of(reference))}</span>
      </span>
      <span class="trade-scale" aria-hidden="true">
        <i class="trade-house" style={{ left: `${placeOf(scale, reference)}%` }} />
        {attempts.map(({ measured }, index) => (
          <i
            key={index}
            class={index === attempts.length - 1 ? 'is-last' : ''}
            style={{ left: `${placeOf(scale, measured)}%` }}
          >
            {index + 1}
          </i>
        ))}
      </span>
      <span class="trade-ends" aria-hidden="true">
        <span>{say(ends[0])}</span>
        <span>{say(ends[1])}</span>
      </span>
    </li>
  );
}
