import { proveLab } from './prove-lab.ts';

await proveLab('s6-share');
