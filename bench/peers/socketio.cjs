/**
 * The peer's side of `npm run bench -- room`: the room's fan-out on socket.io, and nothing else. What a learner says is
 * acknowledged, goes to the console's socket and back to the learner's own; what the console says goes to everybody.
 * It keeps nothing on disk and checks nothing: what it measures is the wire.
 *
 *   node socketio.cjs        prints the port it listens on
 */
'use strict';
const { createServer } = require('node:http');
const { Server } = require('socket.io');

const http = createServer();
// The same limits as ours; `ws` without compression is socket.io's own default.
const io = new Server(http, { transports: ['websocket'], maxHttpBufferSize: 1024 * 1024 });
let seq = 0;

io.on('connection', (socket) => {
  const { as, secret } = socket.handshake.auth;
  if (as === 'staff') socket.join('console');
  const by = as === 'staff' ? 'i-1' : `p-${secret}`;
  socket.on('said', (id, body, acknowledge) => {
    const event = { seq: ++seq, atMs: Date.now(), by, body };
    acknowledge(id);
    if (as === 'staff') io.emit('event', event);
    else {
      io.to('console').emit('event', event);
      socket.emit('event', event);
    }
  });
});

http.listen(0, '127.0.0.1', 511, () => console.log(http.address().port));
process.on('SIGTERM', () => process.exit(0));
