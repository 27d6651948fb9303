import { proveLab } from './prove-lab.ts';

await proveLab('p-presence');
