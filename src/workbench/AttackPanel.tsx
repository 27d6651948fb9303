/** An attack that goes on in the background: how much it has tried, what has struck, and how near it came. */
import type { AttackReport } from '#sandbox/protocol.ts';
import { runsOf, type Attack, type AttackState } from './attack.ts';
import { nearness, sayEnd, sayMany, sayStrategy, sayWorth } from './attack-words.ts';
import { ToolGlyph } from './Glyph.tsx';
import { InlineText } from './InlineText.tsx';
import { sameTexts, textsOf } from './lab-state.ts';
import type { LabSession } from './lab-session.ts';
import { printCount } from './print.ts';

interface AttackPanelProps {
  readonly attack: Attack;
  readonly session: LabSession;
}

type Shown = Exclude<AttackState, { kind: 'idle' }>;

function Numbers({ state, report }: { readonly state: Shown; readonly report: AttackReport }) {
  return (
    <dl class="attack-numbers">
      <div>
        <dt>Runs</dt>
        <dd>{printCount(runsOf(state))}</dd>
      </div>
      <div>
        <dt>Events</dt>
        <dd>{sayMany(report.events)}</dd>
      </div>
      <div>
        <dt>Runs a second</dt>
        <dd>{printCount(Math.round(report.runsPerS))}</dd>
      </div>
      {state.kind === 'running' && (
        <div class="attack-now">
          <dt>Trying</dt>
          <dd>{sayStrategy(report)}</dd>
        </div>
      )}
    </dl>
  );
}

/** Which faults have struck: the number tells it, and a broken line around what has not. */
function Coverage({ report }: { readonly report: AttackReport }) {
  const { faults, sites } = report;
  if (faults.length + sites.length === 0) return null;
  return (
    <div class="attack-coverage">
      <h4>What has struck</h4>
      <ul>
        {faults.map(({ kind, label, runs }) => (
          <li key={label} class={runs === 0 ? 'is-missing' : ''} title={kind}>
            <b>{label}</b> {runs === 0 ? 'not yet' : sayMany(runs)}
          </li>
        ))}
        {sites.map(({ site, reached, fired }) => (
          <li key={site} class={fired === 0 ? 'is-missing' : ''}>
            <b>{site}</b>{' '}
            {fired === 0 ? (reached === 0 ? 'not reached' : 'not yet') : sayMany(fired)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function NearestMiss({ report }: { readonly report: AttackReport }) {
  const { nearest } = report;
  if (nearest === null) return null;
  const share = nearness(nearest);
  return (
    <div class="attack-nearest">
      <h4>
        Nearest miss <span class="verdict-code">{nearest.code}</span>
      </h4>
      <meter value={share} min={0} max={1} aria-label="How near to a breach">
        {Math.round(share * 100)} %
      </meter>
      <p>
        {Math.round(share * 100)} % of the way to a breach
        {nearest.worst !== null && (
          <>
            : <InlineText text={nearest.worst} />
          </>
        )}
        <span class="is-quiet">, seed {printCount(nearest.seed)}</span>
      </p>
    </div>
  );
}

function phaseWords(report: AttackReport | null): string {
  if (report === null) return 'Getting ready …';
  if (report.phase === 'shrinking') return 'Something broke. Looking for the smallest run …';
  return report.phase === 'telling' ? 'Writing the story …' : 'Attacking';
}

export function AttackPanel({ attack, session }: AttackPanelProps) {
  const { value: state } = attack.state;
  if (state.kind === 'idle') return null;
  const { report } = state;
  const isRunning = state.kind === 'running';
  const isOld = !sameTexts(state.texts, textsOf(session.state.value));
  return (
    <section class={`attack is-${state.kind}`} aria-label="Keep attacking">
      <header>
        <h3>
          {isRunning && <span class="attack-pulse" aria-hidden="true" />}
          {isRunning ? phaseWords(report) : sayEnd(state.end, runsOf(state))}
        </h3>
        {isRunning ? (
          <button type="button" class="plain-button" onClick={() => attack.stop()}>
            <ToolGlyph tool="stop" />
            Stop attacking
          </button>
        ) : (
          <button type="button" class="plain-button" onClick={() => void attack.start()}>
            {isOld || state.end.kind === 'found' ? 'Attack these files' : 'Go on'}
          </button>
        )}
      </header>
      {isOld && <p class="is-quiet">Your files have changed since it began.</p>}
      {report !== null && <Numbers state={state} report={report} />}
      {report !== null && (
        <div class="attack-detail">
          <Coverage report={report} />
          <NearestMiss report={report} />
        </div>
      )}
      {state.kind === 'over' && (state.end.kind === 'stopped' || state.end.kind === 'spent') && (
        <p class="attack-worth">{sayWorth(report)}</p>
      )}
      {state.kind === 'over' && state.end.kind === 'found' && (
        <p class="attack-worth">The verdict below tells it, like any other.</p>
      )}
    </section>
  );
}
