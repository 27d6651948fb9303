import { proveLab } from './prove-lab.ts';

await proveLab('s5-retry');
