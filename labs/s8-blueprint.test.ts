import { proveLab } from './prove-lab.ts';

await proveLab('s8-blueprint');
