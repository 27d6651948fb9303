import { proveLab } from './prove-lab.ts';

await proveLab('s3-wire');
