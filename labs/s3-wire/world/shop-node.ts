/** What runs on the shop: a door for each port, and somebody who sees when a line ends. */
import {
  genTcp,
  isDown,
  monitor,
  receive,
  send,
  spawn,
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

/** Sees the lines end. */
export async function porter(): Promise<void> {
  const ports = new Map<Ref, number>();
  for (;;) {
    const message = await receive();
    if (isDown(message)) {
      observe({ kind: 'lineEnded', port: ports.get(message.ref) ?? 0 });
      ports.delete(message.ref);
    } else {
      const { chan, port } = message as { readonly chan: Pid; readonly port: number };
      ports.set(monitor(chan), port);
    }
  }
}
