/** All facts, in the order of facts.out and more.out. */
import { groups } from './groups.ts';
import { knowledge } from './knowledge.ts';
import { behaviours } from './machines.ts';
import { messages } from './messages.ts';
import { monitors } from './monitors.ts';
import { nodeFacts } from './nodes.ts';
import { restarts } from './restarts.ts';
import { servers } from './servers.ts';
import { signals } from './signals.ts';
import { sockets } from './sockets.ts';
import { supervisors } from './supervisors.ts';
import { tasks } from './tasks.ts';
import { ties } from './ties.ts';
import { timers } from './timers.ts';
import type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [
  ...signals,
  ...monitors,
  ...messages,
  ...servers,
  ...supervisors,
  ...nodeFacts,
  ...restarts,
  ...ties,
  ...timers,
  ...behaviours,
  ...knowledge,
  ...tasks,
  ...groups,
  ...sockets,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));
