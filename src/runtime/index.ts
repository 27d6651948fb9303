/**
 * 'nines', as learners import it: Erlang's primitives as free functions. `nines.d.ts` declares and explains
 * them; this file does what it says. Operations that wait return a token for the driver (see machine.ts),
 * declared as the Promise that the learner's `await` sees.
 */
export { any, timeout } from './pattern.ts';
export { receive, matches, isDown, isExit, isRaised, sleep, work, nif } from './api-wait.ts';
export {
  send,
  cast,
  reply,
  call,
  sendRequest,
  receiveResponse,
  sendAfter,
  cancelTimer,
} from './api-message.ts';
export {
  spawn,
  spawnLink,
  spawnMonitor,
  self,
  exit,
  isAlive,
  link,
  unlink,
  monitor,
  demonitor,
  monitorNode,
  monitorNodes,
  priority,
  trapExit,
  register,
  unregister,
  whereis,
} from './api-process.ts';
export { node, nodes, now, random, makeRef, disk } from './api-node.ts';
export { genTcp, genUdp } from './api-socket.ts';
export { genServer } from './gen-server.ts';
export { genStatem } from './gen-statem.ts';
export { supervisor } from './supervisor.ts';
export { task } from './task.ts';
export { registry } from './registry.ts';
export { pg } from './pg.ts';
export { global } from './global.ts';
export { processInfo, processes, nodeInfo } from './process-info.ts';
