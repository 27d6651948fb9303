/** Settings worth comparing, and what came of them in words. */
import type { Settings, Shift } from './model.ts';

export const shifts: readonly { readonly name: string; readonly settings: Settings }[] = [
  { name: 'one level, 80 %', settings: { raise: 80, clear: 80, raiseForS: 0, clearForS: 0 } },
  {
    name: 'a lower level to clear',
    settings: { raise: 80, clear: 75, raiseForS: 0, clearForS: 0 },
  },
  {
    name: 'cleared below what is normal',
    settings: { raise: 80, clear: 65, raiseForS: 0, clearForS: 0 },
  },
  { name: 'one level, 95 %', settings: { raise: 95, clear: 95, raiseForS: 0, clearForS: 0 } },
  {
    name: 'above what is normal',
    settings: { raise: 85, clear: 75, raiseForS: 0, clearForS: 0 },
  },
  {
    name: '80 %, but for two minutes',
    settings: { raise: 80, clear: 75, raiseForS: 120, clearForS: 120 },
  },
];

/** `90 s`, `2 min`, `16 min 10 s`. */
export function saySeconds(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

export function sayNotice({ noticeS, isDeaf }: Shift): string {
  if (noticeS !== null) return saySeconds(noticeS);
  return isDeaf ? 'none: raised already' : 'none';
}

/** The shift in a sentence. */
export function sayShift(shift: Shift): string {
  const { raised, causeless, noticeS, isDeaf } = shift;
  const pages = `${raised.length} ${raised.length === 1 ? 'page' : 'pages'}, ${causeless} without a cause`;
  if (noticeS !== null)
    return `${pages}; the leak was paged ${saySeconds(noticeS)} before the node died.`;
  if (isDeaf)
    return `${pages}. The alarm was raised all the time, so the leak changed nothing and nobody was told.`;
  return `${pages}. Nobody was told of the leak before the node died.`;
}
