/** Says what a lab takes over from earlier labs, and whose files they are; a click changes it. */
import type { EarlierWork } from './earlier.ts';
import type { LabSession } from './lab-session.ts';
import { printDay } from './print.ts';

/** The files of one earlier lab that this lab may import, by their short names. */
function filesOf(session: LabSession, lab: string): string[] {
  const folder = `labs/${lab}/`;
  return session.lab.imports
    .filter((name) => name.startsWith(folder))
    .map((name) => name.slice(folder.length));
}

function Whose({ work, session }: { readonly work: EarlierWork; readonly session: LabSession }) {
  if (work.own === null) {
    return <>the reference solution, since you have not passed that lab yet.</>;
  }
  const isOwn = work.from === 'learner';
  return (
    <>
      {isOwn ? `yours, as it passed on ${printDay(work.own.atMs)}.` : 'the reference solution.'}{' '}
      <button
        type="button"
        class="quiet-button"
        onClick={() => void session.earlier.choose(work.lab, isOwn ? 'reference' : 'learner')}
      >
        {isOwn ? 'Use the reference' : 'Use mine'}
      </button>
    </>
  );
}

export function EarlierStrip({ session }: { readonly session: LabSession }) {
  const works = session.earlier.works.value.filter(({ lab }) => filesOf(session, lab).length > 0);
  if (works.length === 0) return null;
  return (
    <ul class="earlier" aria-label="Files of earlier labs">
      {works.map((work) => (
        <li key={work.lab}>
          {filesOf(session, work.lab).map((file) => (
            <code key={file}>{file}</code>
          ))}{' '}
          <span>
            of “{work.title}”: <Whose work={work} session={session} />
          </span>
        </li>
      ))}
    </ul>
  );
}
