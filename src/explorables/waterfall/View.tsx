/** The waterfall: the same page in three shapes, with sliders for the basket and for the distance. */
import { useState } from 'preact/hooks';
import { Narration } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './waterfall.css';
import {
  barsOf,
  budgetMs,
  costOf,
  names,
  shapes,
  spoken,
  verdictOf,
  type Page,
  type Shape,
} from './model.ts';

const firstPage: Page = { items: 12, rttMs: 5 };
const itemsMax = 50;
/** Slider positions: from one rack to another continent. */
const distances = [0.5, 1, 2, 5, 10, 20, 40];
/** What the axis shows; what is longer runs out of the picture. */
const axisMs = 120;

/** The figure. Its first render, without JavaScript, shows twelve items at 5 ms, and the table of other sizes. */
export function View() {
  const [page, setPage] = useState(firstPage);
  return (
    <div class="x waterfall">
      <div class="waterfall-sliders needs-js">
        <label>
          <span>
            Items on the page: <b>{page.items}</b>
          </span>
          <input
            type="range"
            min={1}
            max={itemsMax}
            value={page.items}
            onInput={(event) => setPage({ ...page, items: Number(event.currentTarget.value) })}
          />
        </label>
        <label>
          <span>
            A question and its answer: <b>{spoken(page.rttMs)}</b>
          </span>
          <input
            type="range"
            min={0}
            max={distances.length - 1}
            value={distances.indexOf(page.rttMs)}
            aria-valuetext={spoken(page.rttMs)}
            onInput={(event) =>
              setPage({
                ...page,
                rttMs: distances[Number(event.currentTarget.value)] ?? firstPage.rttMs,
              })
            }
          />
        </label>
      </div>
      <p class="x-question">
        {page.items} {page.items === 1 ? 'item' : 'items'}, {spoken(page.rttMs)} there and back
      </p>
      {shapes.map((shape) => (
        <Strip key={shape} shape={shape} page={page} />
      ))}
      <p class="waterfall-verdict">{verdictOf(page)}</p>
      <Sizes />
      <Narration text={verdictOf(page)} />
    </div>
  );
}

const height = 48;

/** One shape: its bars over the axis, the budget as a line, and what it costs. */
function Strip({ shape, page }: { readonly shape: Shape; readonly page: Page }) {
  const cost = costOf(shape, page);
  const bars = barsOf(shape, page);
  const rows = Math.max(...bars.map(({ row }) => row)) + 1;
  const rowHeight = height / rows;
  const isOut = cost.ms > axisMs;
  return (
    <section class={cost.isInBudget ? 'waterfall-strip' : 'waterfall-strip is-late'}>
      <p class="waterfall-name">{names[shape]}</p>
      <p class="waterfall-cost">
        <b>{spoken(cost.ms)}</b> · {cost.messages} messages · page late{' '}
        {Math.round(cost.lateChance * 100)} % of the time
      </p>
      <div class="waterfall-field" aria-hidden="true">
        <svg viewBox={`0 0 ${axisMs} ${height}`} preserveAspectRatio="none">
          {bars.map(({ row, fromMs, untilMs }, index) => (
            <rect
              key={fromMs + row * axisMs}
              class={index % 2 === 0 ? 'waterfall-bar' : 'waterfall-bar is-odd'}
              x={fromMs}
              y={row * rowHeight + rowHeight * 0.1}
              width={untilMs - fromMs}
              height={rowHeight * 0.8}
            />
          ))}
          <path class="waterfall-budget" d={`M${budgetMs} 0V${height}`} />
        </svg>
        <span class="waterfall-limit" style={{ left: `${(budgetMs / axisMs) * 100}%` }}>
          {budgetMs} ms
        </span>
        {isOut && <span class="waterfall-out">… until {spoken(cost.ms)} →</span>}
      </div>
    </section>
  );
}

/** Other sizes at once, for those who would rather read. */
function Sizes() {
  return (
    <details>
      <summary>Other baskets and distances as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Items, round trip</th>
            {shapes.map((shape) => (
              <th key={shape} scope="col" class="is-number">
                {names[shape]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[1, 12, itemsMax].flatMap((items) =>
            [0.5, 5, 40].map((rttMs) => (
              <tr key={`${items} ${rttMs}`}>
                <th scope="row">
                  {items}, {spoken(rttMs)}
                </th>
                {shapes.map((shape) => {
                  const { ms, messages } = costOf(shape, { items, rttMs });
                  return (
                    <td key={shape} class="is-number">
                      {spoken(ms)}, {messages} messages
                    </td>
                  );
                })}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </details>
  );
}
