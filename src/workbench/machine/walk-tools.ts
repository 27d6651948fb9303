/** How questions about traces are answered. */
import { divergence, forkStep, messageIdentity } from '#sandbox/walk.ts';
import type { WalkTools } from './walk-port.ts';

export const walkTools: WalkTools = { divergence, forkStep, messageIdentity };
