/** The workshop's tracks in a panel. */
import { useEffect, useState } from 'preact/hooks';
import { loadProgramme } from '#room/programme.ts';
import type { Programme, Track } from '#workshop/programme.ts';
import type { Session } from '#workshop/session.ts';

export interface ProgrammeUse {
  /** Null until it has come. */
  readonly programme: Programme | null;
  /** Why it has not come; empty if nothing is wrong. */
  readonly trouble: string;
}

export function useProgramme(): ProgrammeUse {
  const [use, setUse] = useState<ProgrammeUse>({ programme: null, trouble: '' });
  useEffect(() => {
    loadProgramme().then(
      (programme) => setUse({ programme, trouble: '' }),
      (error: unknown) =>
        setUse({
          programme: null,
          trouble: error instanceof Error ? error.message : 'The agenda did not come.',
        }),
    );
  }, []);
  return use;
}

/** The track that the session has chosen; null without one. */
export function trackOf(programme: Programme | null, session: Session): Track | null {
  const chosen = session.agenda?.track;
  return programme?.tracks.find(({ id }) => id === chosen) ?? null;
}
