/** What runs on the shop: a door for each port, and somebody who sees when a line ends. */
import {
  any,
  exit,
  genTcp,
  isDown,
  matches,
  monitor,
  receive,
  send,
  spawn,
  type ErrorReason,
  type ExitReason,
  type Pid,
  type Ref,
  type Socket,
} from 'nines';
import { conversation, observe } from 'nines/world';
import { channel } from './channel.ts';
import { shopOps } from './shop-ops.ts';

/** Takes connections on a port, and gives each to a channel of yours. */
export async function door({ port }: { readonly port: number }): Promise<void> {
  conversation(`door-${port}`);
  const listening = genTcp.listen(port, { active: false });
  if (listening[0] === 'error') return;
  for (;;) {
    const accepted = await genTcp.accept(listening[1]);
    if (accepted[0] === 'ok') takeIn(accepted[1], port);
  }
}

function takeIn(sock: Socket, port: number): void {
  const chan = spawn(channel, { sock, side: 'server', ops: shopOps });
  send('porter', { chan, port });
  genTcp.controllingProcess(sock, chan);
  genTcp.setActive(sock, true);
}

/** A line that somebody has taken in. */
interface Line {
  readonly chan: Pid;
  readonly port: number;
}

/** Sees the lines end; and ends those whose certificate has expired: the ones there were when it was renewed. */
export async function porter(): Promise<void> {
  const lines = new Map<Ref, Line>();
  let expiring: readonly Line[] = [];
  for (;;) {
    const message = await receive();
    if (isDown(message)) {
      const port = lines.get(message.ref)?.port ?? 0;
      observe({ kind: 'lineEnded', port, error: errorIn(message.reason) });
      lines.delete(message.ref);
    } else if (matches(message, { kind: 'renewed' })) {
      expiring = [...lines.values()];
    } else if (matches(message, { kind: 'expired' })) {
      for (const { chan } of expiring) exit(chan, 'kill');
    } else {
      const line = message as Line;
      lines.set(monitor(line.chan), line);
    }
  }
}

/** The error that a process ended by; null if it ended by none. */
function errorIn(reason: ExitReason): string | null {
  if (!matches(reason, { name: any, message: any })) return null;
  const { name, message } = reason as ErrorReason;
  return `${name}: ${message}`;
}
