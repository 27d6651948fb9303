import { proveLab } from './prove-lab.ts';

await proveLab('s7-break');
