import { proveLab } from './prove-lab.ts';

await proveLab('s10-oam');
