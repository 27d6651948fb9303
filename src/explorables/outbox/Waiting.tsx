/** How many messages were said and not on record, second by second, with the times at which the server was down. */
import { killsAt, scene, type Outcome, type Setting } from './scene.ts';

const endS = scene.endMs / 1_000;

/** The strip; what it shows is told in the caption and the tiles as well. */
export function Waiting(props: { readonly outcome: Outcome; readonly setting: Setting }) {
  const { waiting } = props.outcome;
  const most = Math.max(1, ...waiting);
  const top = Math.max(20, Math.ceil(most / 20) * 20);
  const y = (count: number): number => Math.round(1_000 * (1 - count / top)) / 10;
  const line = waiting
    .map((count, index) => `${index === 0 ? 'M' : 'L'}${index} ${y(count)}`)
    .join('');
  const down = scene.downMs / 1_000;
  return (
    <div
      class="outbox-waiting"
      role="img"
      aria-label={`Said and not on record: at most ${most}, at the end ${waiting.at(-1) ?? 0}.`}
    >
      <p aria-hidden="true">
        <b>Said and not on record</b> framed: the server is down
      </p>
      <div class="outbox-field" aria-hidden="true">
        <svg viewBox={`0 0 ${endS} 100`} preserveAspectRatio="none">
          {killsAt(props.setting.kills).map((atMs) => (
            <rect key={atMs} class="outbox-down" x={atMs / 1_000} y="0" width={down} height="100" />
          ))}
          <path class="outbox-grid" d={`M0 0H${endS}`} />
          <path class="outbox-area" d={`${line}V100H0z`} />
          <path class="outbox-line" d={line} />
        </svg>
        <span>{top}</span>
      </div>
      <p class="outbox-axis" aria-hidden="true">
        <span>0 s</span>
        <span>people speak until 40 s</span>
        <span>60 s</span>
      </p>
    </div>
  );
}
