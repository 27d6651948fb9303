/** The counterexample of an examination, which knows its own story: there is no run to shrink or to draw. */
import { assert } from './assert.ts';
import { writeRecipe } from './counterexample.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Finding, LabGrader } from './lab.ts';
import { storyEventsMax } from './story.ts';
import type { Violation } from './table.ts';
import type { Counterexample } from './verdict.ts';

/** Tells what an examination found. */
export function tellFinding(
  lab: LabGrader,
  { code, seed, item, breach }: Violation,
  finding: Finding | null,
): Counterexample {
  const row = lab.invariants.find((invariant) => invariant.code === code);
  assert(row !== undefined, `${code} is in the table`);
  const { atMs, expected, observed, operation, cause, place = null } = breach;
  const told = finding?.story ?? [];
  const isDeclared = place !== null && !finding?.breach?.place;
  const text = `${row.sentence}: expected ${expected}, observed ${observed}`;
  const last = { name: 'breach', atMs, where: operation, text };
  const events = [...told.slice(0, storyEventsMax - 1), last];
  const nothing = { operations: 0, faults: 0, switches: 0 };
  const about = { lab: lab.id, world: item.id, seed, code };
  return {
    seed,
    world: item.id,
    breach: {
      code,
      sentence: row.sentence,
      expected,
      observed,
      observedWhole: null,
      operation,
      atMs,
    },
    story: {
      title: typeof row.title === 'string' ? row.title : row.title(breach),
      events: events.map((event, index) => ({
        number: index + 1,
        kind: event === last ? 'breach' : 'effect',
        atMs: event.atMs,
        where: event.where,
        text: event.text,
        place: null,
      })),
      place,
      placeIs: place === null ? '' : isDeclared ? 'Where it is declared' : 'The line it comes from',
      hint: typeof row.hint === 'number' ? row.hint : row.hint(breach, null),
      fingerprint: fingerprintOf([code, cause, ...told.map((event) => event.name)]),
    },
    diagram: { lanes: [], arrows: [], marks: [], fromMs: 0, untilMs: 0 },
    recipe: writeRecipe(about, { operations: [], faults: [], untilMs: 0 }, []),
    before: nothing,
    after: nothing,
    traceHash: fingerprintOf([lab.id, item.id, String(seed)]),
  };
}
