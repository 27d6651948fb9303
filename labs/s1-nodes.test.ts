import { proveLab } from './prove-lab.ts';

await proveLab('s1-nodes');
