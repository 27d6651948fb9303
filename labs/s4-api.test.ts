import { proveLab } from './prove-lab.ts';

await proveLab('s4-api');
