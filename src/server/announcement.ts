/** What the instructor's terminal says about an open room: where learners join, and the console. */
import { encodeQR } from 'qr';
import type { Reopened } from './sessions.ts';

export interface Announcement {
  readonly session: Reopened;
  /** Addresses that other machines reach, without a slash at the end, the likeliest first; empty without a network. */
  readonly origins: readonly string[];
  /** The server on its own machine. */
  readonly here: string;
}

/** A code in two groups, as it is read out. */
function readable(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

function consoleLines({ session, here }: Announcement): string[] {
  return session.token === null
    ? [
        '  The console’s link was printed when this session was opened.',
        '  If it is lost: npm run room -- token makes a new one, and the old one ends.',
        '  For another class, open another session first: npm run room -- new.',
      ]
    : [
        '  The console, for you alone. This link is shown once:',
        '',
        `    ${here}/workshop/console/#token=${session.token}`,
      ];
}

/** The lines to print. */
export function announcement(given: Announcement): string {
  const { session, origins } = given;
  const [first, ...others] = origins;
  const joining =
    first === undefined
      ? ['  This machine has no address in a local network: join one, then start again.']
      : [
          `  Learners join here:   ${first}/workshop/   with the code   ${readable(session.code)}`,
          '',
          encodeQR(`${first}/workshop/#${session.code}`, 'term', { border: 2 }),
          '  If phones do not get there, they may be in another network than this machine, or the',
          '  network keeps its guests apart: a hotspot of your own helps.',
          ...(others.length > 0 ? [`  Other addresses of this machine: ${others.join('  ')}`] : []),
        ];
  const title = `  The room “${session.title}” is ${session.token === null ? 'open again' : 'open'}.`;
  return ['', title, '', ...joining, '', ...consoleLines(given), ''].join('\n');
}
