/** The verdict, its story and its picture, which the time machine shows as well. */
import checks from '#styles/checks.css?inline';
import picture from '#styles/picture.css?inline';
import verdict from '#styles/verdict.css?inline';
import { lateStyles } from './late-styles.ts';

export const useVerdictStyles = lateStyles(`${verdict} ${picture} ${checks}`);
