/** Opens somebody's code over the console. */
import type { CodeGiven } from '#room/console/actions.ts';
import { labTitle } from '#room/console/desk.ts';
import { planOffer, type PlanOffer } from '#room/together/plan-offer.ts';
import { CodeDialog } from './CodeDialog.tsx';
import { showInHost } from './host.ts';
import { addStageStyles } from './styles.ts';

export function openCode({ room, desk, participant, lab }: CodeGiven): Promise<void> {
  addStageStyles();
  const title = labTitle(desk.course, lab);
  const given = { room, participant, lab, title };
  return showInHost((close) => {
    const offerPlan = (offer: PlanOffer): void => {
      planOffer.value = offer;
      close();
      desk.go('chaos');
    };
    return <CodeDialog {...given} close={close} offerPlan={offerPlan} />;
  });
}
