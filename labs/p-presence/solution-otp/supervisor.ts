// Differs: the supervisor is OTP's own behaviour; this process only starts it, and ends as it ends.
/** Children under OTP's supervisor. */
import {
  exit,
  isExit,
  receive,
  spawnLink,
  supervisor as otp,
  trapExit,
  type StartResult,
} from 'nines';
import type { Child, Supervised } from './types.ts';

/** Runs as long as the supervisor it starts, which counts restarts as OTP does. */
export async function supervisor(arg: Supervised): Promise<void> {
  trapExit(true);
  const { children, intensity, periodMs } = arg;
  const started = await otp.startLink({
    strategy: 'one_for_one',
    intensity,
    periodMs,
    children: children.map((child) => ({ id: child.id, start: [startChild, child] })),
  });
  if (started === 'ignore' || started[0] !== 'ok') exit('shutdown');
  const { from, reason } = await receive(isExit);
  if (from !== started[1]) exit(started[1], reason);
  exit(reason);
}

/** What the supervisor calls to start a child: it is linked to whoever calls. */
async function startChild({ id, start, arg }: Child): Promise<StartResult> {
  return ['ok', spawnLink(start, arg, { name: id })];
}
