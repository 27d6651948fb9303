/** Rungs of help and solutions: which are open, for all labs or for one. */
import { useState } from 'preact/hooks';
import type { Session } from '#workshop/session.ts';
import { labTitle, type PanelProps } from './desk.ts';

/** Names of the rungs as a lab without anything special has them; the last is the solution. */
const usualRungs = [
  'A question',
  'The mechanism',
  'The shape of the code',
  'Blocks to order',
  'The solution',
];

interface LockProps extends PanelProps {
  readonly session: Session;
  /** Null for every lab without a lock of its own. */
  readonly lab: string | null;
}

/** More rungs than any lab has: opens a lab although every other one is locked. */
const allOpen = 9;

/** What is open of `rungs` if those above `openMost` are closed. */
function openWords(rungs: readonly string[], openMost: number | null): string {
  if (openMost === null || openMost >= rungs.length) return 'Everything is open.';
  if (openMost === 0) return 'No help is open, and no solution.';
  const last = rungs[openMost - 1] ?? '';
  return `Open up to “${last}”; the solution is locked.`;
}

function Lock({ lab, session, room, desk }: LockProps) {
  const rungs = desk.course.labs.find(({ id }) => id === lab)?.rungs ?? usualRungs;
  const openMost = session.locks[lab ?? '*'] ?? null;
  const name = lab === null ? 'Every lab' : labTitle(desk.course, lab);
  const lock = (most: number | null): void => {
    void room.say({ kind: 'locked', lab, openMost: most });
    desk.tell(`${name}: ${openWords(rungs, most)}`);
  };
  return (
    <section class="console-part" aria-label={name}>
      <h3>{name}</h3>
      <div class="lock-rungs" role="group" aria-label={`Open in ${name}, up to`}>
        <button
          type="button"
          data-start={lab === null ? '' : undefined}
          aria-pressed={openMost === 0}
          onClick={() => lock(0)}
        >
          Nothing
        </button>
        {rungs.slice(0, -1).map((title, index) => (
          <button
            key={title}
            type="button"
            aria-pressed={openMost === index + 1}
            onClick={() => lock(index + 1)}
          >
            <span aria-hidden="true">{index + 1}</span> {title}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={lab === null ? openMost === null : (openMost ?? 0) >= rungs.length}
          onClick={() => lock(lab === null ? null : allOpen)}
        >
          All, with the solution
        </button>
        {lab !== null && (
          <button type="button" aria-pressed={openMost === null} onClick={() => lock(null)}>
            As every lab
          </button>
        )}
      </div>
      <p class="label">{openWords(rungs, openMost ?? session.locks['*'] ?? null)}</p>
    </section>
  );
}

export function LocksPanel({ room, desk }: PanelProps) {
  const [added, setAdded] = useState<string | null>(null);
  const session = room.seen.value?.session;
  if (!session) return null;
  const own = new Set(Object.keys(session.locks).filter((lab) => lab !== '*'));
  if (session.classLab !== null) own.add(session.classLab);
  if (added !== null) own.add(added);
  return (
    <>
      <p>
        What somebody has opened stays open to them. A lab with a lock of its own follows that one;
        “Every lab” sets all of them anew.
      </p>
      <Lock lab={null} {...{ session, room, desk }} />
      {desk.course.labs
        .filter(({ id }) => own.has(id))
        .map(({ id }) => (
          <Lock key={id} lab={id} {...{ session, room, desk }} />
        ))}
      <label class="console-part">
        Lock one lab by itself
        <select value="" onChange={({ currentTarget }) => setAdded(currentTarget.value || null)}>
          <option value="">Choose a lab …</option>
          {desk.course.labs
            .filter(({ id }) => !own.has(id))
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </select>
      </label>
    </>
  );
}
