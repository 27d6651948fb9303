import { proveLab } from './prove-lab.ts';

await proveLab('s9-regulate');
