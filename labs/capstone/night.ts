/**
 * The report of a night, made from what the world put on record: `nightOf(history)`. Pure, so that the verdict, the
 * diploma and the control room cannot disagree about it, and loadable in a page.
 */
export type {
  AlarmReport,
  CampaignFault,
  Code,
  Cost,
  Decision,
  FaultReport,
  FunctionReport,
  History,
  Measure,
  Medal,
  Night,
  NightBreach,
  Series,
} from './night-types.ts';
