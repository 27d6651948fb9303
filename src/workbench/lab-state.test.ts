import { describe, expect, test } from 'vitest';
import type { ProgressReport, Verdict } from '#sandbox/protocol.ts';
import {
  initialState,
  isBusy,
  isChanged,
  isStale,
  outputLinesMax,
  reduce,
  startersOf,
  textsOf,
  type LabEvent,
  type LabState,
} from './lab-state.ts';

const passed: Verdict = {
  kind: 'passed',
  runs: [],
  seeds: [1, 2, 3],
  events: 9,
  checks: [],
  traceHash: '0'.repeat(16),
};
const cancelled: Verdict = {
  kind: 'stopped',
  code: 'KIT-CANCELLED',
  message: 'You stopped the run.',
  remedy: 'Run again.',
  place: null,
  seed: null,
};

function fresh(): LabState {
  return initialState(
    [
      { file: 'client.ts', access: 'editable' },
      { file: 'server.ts', access: 'editable' },
      { file: 'topology.ts', access: 'given' },
    ],
    [
      { file: 'client.ts', source: 'client 0' },
      { file: 'server.ts', source: 'server 0' },
      { file: 'topology.ts', source: 'topology' },
    ],
  );
}

function after(...events: readonly LabEvent[]): LabState {
  return events.reduce(reduce, fresh());
}

function progress(phase: ProgressReport['phase']): ProgressReport {
  return { kind: 'progress', id: 7, seed: 2, seedsDone: 1, seedsTotal: 3, events: 500, phase };
}

const line = { atMs: 1, where: 'web-1', level: 'log', text: 'hello', place: null } as const;
const edit: LabEvent = { kind: 'edited', file: 'client.ts', text: 'client 1' };

describe('files', () => {
  test('tabs: opens on the first file, unchanged', () => {
    const state = fresh();
    expect(state.active).toBe('client.ts');
    expect(isChanged(state)).toBe(false);
    expect(textsOf(state)).toEqual({ 'client.ts': 'client 0', 'server.ts': 'server 0' });
  });

  test('tabs: a file that does not exist is not chosen', () => {
    expect(after({ kind: 'fileChosen', file: 'nowhere.ts' }).active).toBe('client.ts');
    expect(after({ kind: 'fileChosen', file: 'topology.ts' }).active).toBe('topology.ts');
  });

  test('edit: changes the file and makes the draft dirty', () => {
    const state = after(edit);
    expect(textsOf(state)['client.ts']).toBe('client 1');
    expect(state.save.kind).toBe('changed');
    expect(isChanged(state)).toBe(true);
  });

  test('edit: a given file cannot be changed, and the same text is no change', () => {
    expect(after({ kind: 'edited', file: 'topology.ts', text: 'mine' })).toEqual(fresh());
    expect(after({ kind: 'edited', file: 'client.ts', text: 'client 0' }).save.kind).toBe(
      'untouched',
    );
  });
});

describe('saving', () => {
  test('saved: the text on screen is the text that was saved', () => {
    const state = after(edit);
    expect(reduce(state, { kind: 'saved', texts: textsOf(state), atMs: 5 }).save).toEqual({
      kind: 'saved',
      atMs: 5,
    });
  });

  test('saved: typing during the save keeps the draft dirty', () => {
    const first = after(edit);
    const second = reduce(first, { kind: 'edited', file: 'client.ts', text: 'client 2' });
    expect(reduce(second, { kind: 'saved', texts: textsOf(first), atMs: 5 }).save.kind).toBe(
      'changed',
    );
  });

  test('failed save: says why, and the next edit is dirty again', () => {
    const state = after(edit, { kind: 'saveFailed', reason: 'disk full' });
    expect(state.save).toEqual({ kind: 'failed', reason: 'disk full' });
    expect(reduce(state, { kind: 'edited', file: 'client.ts', text: 'x' }).save.kind).toBe(
      'changed',
    );
  });

  test('draft: replaces texts, keeps files it does not name, ignores files the lab no longer has', () => {
    const state = after({
      kind: 'draftLoaded',
      texts: { 'client.ts': 'mine', 'gone.ts': 'old', 'topology.ts': 'mine too' },
      active: 'gone.ts',
      hintsOpen: 2,
      passed: null,
      atMs: 3,
    });
    expect(textsOf(state)).toEqual({ 'client.ts': 'mine', 'server.ts': 'server 0' });
    expect(state.files[2]?.text).toBe('topology');
    expect(state.active).toBe('client.ts');
    expect(state.hintsOpen).toBe(2);
    expect(state.save).toEqual({ kind: 'saved', atMs: 3 });
  });
});

describe('reset and undo', () => {
  test('reset: brings the starter back, undo brings the work back, undo again resets again', () => {
    const reset = reduce(after(edit), {
      kind: 'replaced',
      texts: startersOf(fresh()),
      reason: 'reset',
    });
    expect(isChanged(reset)).toBe(false);
    expect(reset.undo?.reason).toBe('reset');
    const undone = reduce(reset, { kind: 'undone' });
    expect(textsOf(undone)['client.ts']).toBe('client 1');
    expect(isChanged(reduce(undone, { kind: 'undone' }))).toBe(false);
  });

  test('reset: of unchanged files leaves nothing to undo', () => {
    expect(
      after({ kind: 'replaced', texts: startersOf(fresh()), reason: 'reset' }).undo,
    ).toBeNull();
    expect(after({ kind: 'undone' })).toEqual(fresh());
  });
});

function judge(run: number, verdict: Verdict, state: LabState): LabEvent {
  return {
    kind: 'judged',
    run,
    verdict,
    elapsedMs: 80,
    texts: textsOf(state),
    imported: [],
    atMs: 9,
  };
}

describe('runs', () => {
  const start: LabEvent = { kind: 'runStarted', run: 1, goal: 'run' };

  test('phases: compiling, running, shrinking, telling, done', () => {
    let state = after(start);
    expect(state.phase.kind).toBe('compiling');
    for (const phase of ['running', 'shrinking', 'telling'] as const) {
      state = reduce(state, { kind: 'progressed', run: 1, progress: progress(phase) });
      expect(state.phase.kind).toBe(phase);
      expect(isBusy(state)).toBe(true);
    }
    state = reduce(state, judge(1, passed, state));
    expect(state.phase).toEqual({ kind: 'done', run: 1, goal: 'run' });
    expect(isBusy(state)).toBe(false);
  });

  test('late reports: a run that was overtaken changes nothing', () => {
    const state = after(start, { kind: 'runStarted', run: 2, goal: 'grade' });
    expect(reduce(state, { kind: 'progressed', run: 1, progress: progress('running') })).toBe(
      state,
    );
    expect(reduce(state, { kind: 'printed', run: 1, lines: [line], dropped: 0 })).toBe(state);
    expect(reduce(state, judge(1, passed, state))).toBe(state);
  });

  test('late reports: after the verdict nothing is printed', () => {
    const running = after(start);
    const done = reduce(running, judge(1, cancelled, running));
    expect(reduce(done, { kind: 'printed', run: 1, lines: [line], dropped: 0 })).toBe(done);
  });

  test('stale: a verdict is stale once the text differs, and fresh again when it is put back', () => {
    const running = after(start);
    const done = reduce(running, judge(1, passed, running));
    expect(isStale(done)).toBe(false);
    const edited = reduce(done, edit);
    expect(isStale(edited)).toBe(true);
    expect(isStale(reduce(edited, { kind: 'edited', file: 'client.ts', text: 'client 0' }))).toBe(
      false,
    );
  });

  test('passed: only a grade counts, and a later failure does not take it back', () => {
    const run = after(start);
    expect(reduce(run, judge(1, passed, run)).passed).toBeNull();
    const graded = after({ kind: 'runStarted', run: 2, goal: 'grade' });
    const done = reduce(graded, judge(2, passed, graded));
    expect(done.passed).toEqual({ texts: textsOf(done), atMs: 9 });
    const again = reduce(done, { kind: 'runStarted', run: 3, goal: 'grade' });
    expect(reduce(again, judge(3, cancelled, again)).passed).toEqual(done.passed);
  });

  test('output: a new run clears it, and what exceeds the cap is counted', () => {
    const lines = Array.from({ length: outputLinesMax }, () => line);
    let state = after(start, { kind: 'printed', run: 1, lines, dropped: 2 });
    expect(state.outputDropped).toBe(2);
    state = reduce(state, { kind: 'printed', run: 1, lines: [line, line], dropped: 1 });
    expect(state.output).toHaveLength(outputLinesMax);
    expect(state.outputDropped).toBe(5);
    expect(reduce(state, { kind: 'runStarted', run: 2, goal: 'run' }).output).toEqual([]);
  });

  test('edits during a run do not touch the run', () => {
    const state = after(start, edit);
    expect(state.phase).toEqual({ kind: 'compiling', run: 1, goal: 'run' });
  });
});

describe('hints', () => {
  test('rungs: stay open', () => {
    const state = after({ kind: 'hintOpened', rung: 2 }, { kind: 'hintOpened', rung: 1 });
    expect(state.hintsOpen).toBe(2);
  });
});
