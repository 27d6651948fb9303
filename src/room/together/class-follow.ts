/** The one follower of this page, for whoever else on it offers the way to the class. */
import { signal } from '@preact/signals';
import type { Follower } from './follower.ts';

/** Null while nobody leads, or nothing here follows. */
export const pageFollower = signal<Follower | null>(null);
