/** `npm run room -- list | new | token | export | delete | retain`: see src/server/commands.ts. */
import { roomCommand } from '../src/server/commands.ts';

process.exitCode = await roomCommand(process.argv.slice(2), process.env);
