/** Run, Grade, Stop; how far a run has come; whether the files are saved. */
import type { Attack } from './attack.ts';
import { ToolGlyph } from './Glyph.tsx';
import type { LabSession } from './lab-session.ts';
import { isBusy, isChanged, type Phase, type SaveState } from './lab-state.ts';
import { Menu, type MenuItem } from './Menu.tsx';
import { printClock, printCount } from './print.ts';

function phaseWords(phase: Phase): string {
  switch (phase.kind) {
    case 'idle':
    case 'done':
      return '';
    case 'compiling':
      return 'Compiling …';
    case 'running':
      return `Seed ${phase.seed}, ${phase.seedsDone} of ${phase.seedsTotal} done, ${printCount(phase.events)} events`;
    case 'shrinking':
      return `Something broke on seed ${phase.seed}. Looking for the smallest run that still breaks it …`;
    case 'telling':
      return 'Writing the story …';
    case 'replaying':
      return `Replaying seed ${phase.seed} …`;
  }
}

function shareDone(phase: Phase): number {
  return 'seedsTotal' in phase && phase.seedsTotal > 0 ? phase.seedsDone / phase.seedsTotal : 0;
}

function Progress({ session }: { readonly session: LabSession }) {
  const { phase } = session.state.value;
  if (!isBusy(session.state.value)) return null;
  return (
    <div class="progress">
      <progress value={shareDone(phase)} max={1} aria-label="Seeds done" />
      <span>{phaseWords(phase)}</span>
    </div>
  );
}

/** Whether the files are saved, in two words. */
export function saveWords(save: SaveState): string {
  switch (save.kind) {
    case 'untouched':
      return '';
    case 'changed':
      return 'Saving …';
    case 'saved':
      return `Saved ${printClock(save.atMs)}`;
    case 'failed':
      return 'Not saved';
  }
}

interface RunBarProps {
  readonly session: LabSession;
  readonly attack: Attack | null;
  readonly menu: readonly MenuItem[];
  readonly openHistory: () => void;
}

/** Whether the files are saved, the way back, and what else can be done. */
function RunTools({ session, menu, openHistory }: Omit<RunBarProps, 'attack'>) {
  const state = session.state.value;
  const { save, undo } = state;
  const saved = saveWords(save);
  return (
    <div class="run-tools">
      {saved !== '' && (
        <button
          type="button"
          class={`quiet-button is-${save.kind}`}
          title="History of this lab"
          onClick={openHistory}
        >
          {saved}
        </button>
      )}
      {undo !== null && undo.reason !== 'undo' ? (
        <button type="button" class="quiet-button" onClick={() => session.undo()}>
          Undo {undo.reason === 'reset' ? 'reset' : undo.reason}
        </button>
      ) : (
        isChanged(state) && (
          <button type="button" class="quiet-button" onClick={() => session.reset()}>
            Reset
          </button>
        )
      )}
      <Menu label="More" items={menu} />
    </div>
  );
}

export function RunBar({ session, attack, menu, openHistory }: RunBarProps) {
  const state = session.state.value;
  const busy = isBusy(state);
  return (
    <div class="run-bar">
      <div class="run-buttons">
        <button
          type="button"
          class="run-button"
          data-act="run"
          onPointerEnter={() => session.prepare()}
          onFocus={() => session.prepare()}
          onClick={() => void session.run('run')}
        >
          <ToolGlyph tool="run" />
          Run
        </button>
        <button
          type="button"
          class="plain-button"
          data-act="grade"
          onClick={() => void session.run('grade')}
        >
          Grade
        </button>
        {attack?.state.value.kind !== 'running' && (
          <button
            type="button"
            class="plain-button"
            data-act="attack"
            title="Beyond the seeds that decide, until something breaks"
            onClick={() => void attack?.start()}
          >
            Keep attacking
          </button>
        )}
        {busy && (
          <button type="button" class="plain-button is-late" onClick={() => session.stop()}>
            <ToolGlyph tool="stop" />
            Stop
          </button>
        )}
      </div>
      <Progress session={session} />
      <RunTools session={session} menu={menu} openHistory={openHistory} />
    </div>
  );
}
