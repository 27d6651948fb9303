/** Scenario 2: four hours of twelve nodes. */
import { check, world } from '#grader/index.ts';
import { judgeCalm, judgeCleared, judgeLead } from './alarm-checks.ts';
import { eveningOf } from './evenings.ts';
import { eveningTables } from './evening-tables.ts';
import { judgeBusiness, judgeDeploy, judgeKinds, judgeRoots, judgeSilence } from './page-checks.ts';

export const evening = world({
  id: 'evening',
  scenario: eveningOf,
  checks: [
    check({ code: 'A-4', scope: 'whole', judge: judgeLead }),
    check({ code: 'A-5', scope: 'whole', judge: judgeCalm }),
    check({ code: 'A-6', scope: 'whole', judge: judgeCleared }),
    check({ code: 'A-7', scope: 'whole', judge: judgeRoots }),
    check({ code: 'A-8', scope: 'whole', judge: judgeSilence }),
    check({ code: 'A-11', scope: 'whole', judge: judgeDeploy }),
    check({ code: 'A-10', scope: 'whole', judge: judgeKinds }),
    check({ code: 'A-12', scope: 'whole', judge: judgeBusiness }),
  ],
  tables: eveningTables,
});
