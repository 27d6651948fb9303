/** How a client gets a connection through the firewall. */
import { genTcp, send, sleep, type Address, type Socket } from 'nines';

/** What the handshake takes beside the connection itself. */
const handshakeMs = 38;
const patienceMs = 200;

/**
 * Connects to a peer: takes 40 ms, or gives null after 200 ms if the peer cannot be reached. The calling process owns
 * the socket, and its bytes come as messages at once.
 */
export async function connect(peer: Address): Promise<Socket | null> {
  send('switchboard', { kind: 'dialled', peer });
  return dial(peer, true);
}

/** The same, and the socket keeps still until somebody is there who takes its bytes. */
export async function dial(peer: Address, active: boolean): Promise<Socket | null> {
  await sleep(handshakeMs);
  const opened = await genTcp.connect(peer.node, peer.port, { active }, patienceMs - handshakeMs);
  return opened[0] === 'ok' ? opened[1] : null;
}
