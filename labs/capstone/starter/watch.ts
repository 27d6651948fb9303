import type { Watch } from './signals.ts';

export const watch: Watch = () => [];
