/** The USL bench: move six load tests, and see the curve, its peak, and what a request costs along it. */
import { useState } from 'preact/hooks';
import { Narration, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './bench.css';
import {
  cost,
  explain,
  fit,
  peakOf,
  presets,
  sizes,
  throughput,
  xMax,
  type Point,
  type Usl,
} from './model.ts';

const nMax = 13;
const costTop = 6;
const first: readonly Point[] = presets[0]?.points ?? [];
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const percentAcross = (n: number): number => (100 * n) / nMax;

/** The figure. Its first render shows the six tests of the data nodes, the fit, and the table. */
export function View() {
  const [points, setPoints] = useState(first);
  const usl = fit(points);
  const move = (n: number, x: number): void =>
    setPoints(points.map((point) => (point.n === n ? { n, x } : point)));
  return (
    <div class="x bench">
      <div class="bench-presets needs-js">
        {presets.map((preset) => (
          <button key={preset.name} type="button" onClick={() => setPoints(preset.points)}>
            {preset.name}
          </button>
        ))}
      </div>
      <div class="bench-plots">
        <Throughput points={points} usl={usl} onMove={move} />
        <Cost points={points} usl={usl} />
      </div>
      <dl class="x-tiles">
        <Tile label="γ, one node">{usl === null ? '–' : `${whole(usl.gamma)}/s`}</Tile>
        <Tile label="σ, contention" isBad={(usl?.sigma ?? 0) < -0.003}>
          {usl === null ? '–' : usl.sigma.toFixed(3)}
        </Tile>
        <Tile label="κ, coherency" isBad={(usl?.kappa ?? 0) < -0.003}>
          {usl === null ? '–' : usl.kappa.toFixed(4)}
        </Tile>
        <Tile label="N*, the peak">{usl === null ? '–' : sayPeak(usl)}</Tile>
      </dl>
      <p class="bench-why">{explain(usl)}</p>
      <AsTable points={points} usl={usl} />
      <small>
        The curve is fitted by least squares on N ÷ X, each test weighed by its own size. Six tests
        and three unknowns: more would be better. Between and beyond the tests it is a guess, and it
        knows of one load, one mix of requests, and nodes that are all alike.
      </small>
      <Narration text={usl === null ? explain(usl) : `Peak ${sayPeak(usl)}. ${explain(usl)}`} />
    </div>
  );
}

function sayPeak(usl: Usl): string {
  const peak = peakOf(usl);
  return peak > 100 ? 'none' : peak.toFixed(1);
}

/** A curve over the number of nodes, in a box of 100. */
function curve(of: (n: number) => number, top: number): string {
  return Array.from({ length: 49 }, (_, index) => 0.75 + index * 0.25)
    .map((n, index) => {
      const y = Math.max(-20, Math.min(120, 100 * (1 - of(n) / top)));
      return `${index === 0 ? 'M' : 'L'}${percentAcross(n).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

interface PlotProps {
  readonly points: readonly Point[];
  readonly usl: Usl | null;
}

function Throughput(props: PlotProps & { readonly onMove: (n: number, x: number) => void }) {
  const { points, usl, onMove } = props;
  const peak = usl === null ? Infinity : peakOf(usl);
  return (
    <section>
      <p>
        <b>Requests per second</b> over the number of nodes; dotted: if nodes only added up
      </p>
      <div class="bench-field">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <Grid values={[2_000, 4_000, 6_000]} top={xMax} />
          {usl !== null && (
            <>
              <path class="bench-linear" d={curve((n) => usl.gamma * n, xMax)} />
              <path class="bench-curve" d={curve((n) => throughput(usl, n), xMax)} />
            </>
          )}
          {peak < nMax && <path class="bench-peak" d={`M${percentAcross(peak)} 0V100`} />}
        </svg>
        {points.map(({ n, x }) => (
          <span key={n} class="bench-point" style={{ left: `${percentAcross(n)}%` }}>
            <input
              class="needs-js"
              type="range"
              min="0"
              max={xMax}
              step="10"
              value={x}
              aria-orientation="vertical"
              aria-label={`Load test of ${n} ${n === 1 ? 'node' : 'nodes'}`}
              aria-valuetext={`${whole(x)} requests a second`}
              onInput={(event) => onMove(n, Math.max(20, event.currentTarget.valueAsNumber))}
            />
            <i style={{ bottom: `${(100 * x) / xMax}%` }} />
          </span>
        ))}
        <Labels values={[0, 2_000, 4_000, 6_000]} top={xMax} />
        {peak < nMax && <em style={{ left: `${percentAcross(peak)}%` }}>N* {peak.toFixed(1)}</em>}
      </div>
      <Axis />
    </section>
  );
}

function Cost({ points, usl }: PlotProps) {
  return (
    <section aria-hidden="true">
      <p>
        <b>Node-seconds per 1,000 requests</b>: what one costs
      </p>
      <div class="bench-field is-low">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          <Grid values={[2, 4, 6]} top={costTop} />
          {usl !== null && (
            <path class="bench-curve" d={curve((n) => cost(n, throughput(usl, n)), costTop)} />
          )}
        </svg>
        {points.map(({ n, x }) => (
          <span key={n} class="bench-point" style={{ left: `${percentAcross(n)}%` }}>
            <i style={{ bottom: `${Math.min(100, (100 * cost(n, x)) / costTop)}%` }} />
          </span>
        ))}
        <Labels values={[0, 2, 4, 6]} top={costTop} />
      </div>
      <Axis />
    </section>
  );
}

function Grid({ values, top }: { readonly values: readonly number[]; readonly top: number }) {
  return (
    <>
      {values.map((value) => (
        <path key={value} class="bench-grid" d={`M0 ${100 * (1 - value / top)}H100`} />
      ))}
    </>
  );
}

function Labels({ values, top }: { readonly values: readonly number[]; readonly top: number }) {
  return (
    <>
      {values.map((value) => (
        <b key={value} aria-hidden="true" style={{ bottom: `${(100 * value) / top}%` }}>
          {whole(value)}
        </b>
      ))}
    </>
  );
}

function Axis() {
  return (
    <div class="bench-axis" aria-hidden="true">
      {sizes.map((n) => (
        <span key={n} style={{ left: `${percentAcross(n)}%` }}>
          {n}
        </span>
      ))}
    </div>
  );
}

function AsTable({ points, usl }: PlotProps) {
  return (
    <div class="scroll">
      <table>
        <caption>The six tests, and the curve</caption>
        <thead>
          <tr>
            <th scope="col">Nodes</th>
            <th scope="col" class="is-number">
              Measured
            </th>
            <th scope="col" class="is-number">
              On the curve
            </th>
            <th scope="col" class="is-number">
              Of N times γ
            </th>
            <th scope="col" class="is-number">
              Node-seconds per 1,000
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ n, x }) => (
            <tr key={n}>
              <th scope="row">{n}</th>
              <td class="is-number">{whole(x)}</td>
              <td class="is-number">{usl === null ? '–' : whole(throughput(usl, n))}</td>
              <td class="is-number">
                {usl === null ? '–' : `${whole((100 * x) / (n * usl.gamma))} %`}
              </td>
              <td class="is-number">{cost(n, x).toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
