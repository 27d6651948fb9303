/**
 * A server of the attacker on loopback. It listens for connections and for datagrams on one port, answers everybody
 * and lets every origin read the answer: whatever gets out of the sandbox arrives here.
 */
import { createSocket } from 'node:dgram';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Attacker {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** What has arrived since the last call: one line per request, connection or datagram. */
  takeHits(): string[];
  close(): Promise<void>;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const isScript = request.url?.endsWith('.js') ?? false;
  response.writeHead(200, {
    'Access-Control-Allow-Origin': request.headers.origin ?? '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Headers': '*',
    'Content-Type': isScript ? 'text/javascript' : 'text/plain',
  });
  response.end(isScript ? '0;' : 'caught');
}

export async function startAttacker(): Promise<Attacker> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response);
  });
  server.on('connection', () => hits.push('connection'));
  server.on('upgrade', (request, socket) => {
    hits.push(`UPGRADE ${request.url ?? ''}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a TCP port has an AddressInfo; `address()` also covers pipes.
  const { port } = server.address() as AddressInfo;
  const datagrams = createSocket('udp4').on('message', () => hits.push('datagram'));
  await new Promise<void>((resolve) => {
    datagrams.bind(port, '127.0.0.1', resolve);
  });
  return {
    host: `127.0.0.1:${port}`,
    takeHits: () => hits.splice(0),
    close: () =>
      new Promise((resolve) => {
        datagrams.close();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
