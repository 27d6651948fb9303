import { proveLab } from './prove-lab.ts';

await proveLab('s2-ring');
