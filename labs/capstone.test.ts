import { proveLab } from './prove-lab.ts';

await proveLab('capstone');
