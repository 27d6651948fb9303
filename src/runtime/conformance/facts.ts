/** All facts, in the order of facts.out. */
import { messages } from './messages.ts';
import { monitors } from './monitors.ts';
import { nodeFacts } from './nodes.ts';
import { servers } from './servers.ts';
import { signals } from './signals.ts';
import { supervisors } from './supervisors.ts';
import type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [
  ...signals,
  ...monitors,
  ...messages,
  ...servers,
  ...supervisors,
  ...nodeFacts,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));
