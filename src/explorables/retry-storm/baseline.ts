/** The run without retries, seed 1: what the figure shows before the reader has predicted anything. Held by a test. */
import type { Outcome } from './outcome.ts';
import type { Second } from './scene.ts';

const requests = [
  188, 197, 187, 205, 194, 215, 190, 199, 215, 212, 190, 181, 193, 212, 164, 216, 225, 185, 193,
  182, 198, 191, 211, 197, 228, 218, 191, 190, 196, 213, 193, 180, 195, 217, 177, 219, 193, 196,
  204, 225, 207, 217, 212, 191, 211, 206, 203, 190, 182, 201, 190, 189, 205, 208, 181, 204, 208,
  206, 206, 213, 192, 200, 209, 220, 210, 213, 222, 161, 196, 196, 179, 244, 214, 203, 202, 221,
  198, 215, 212, 199, 212, 222, 177, 189, 186, 192, 208, 226, 199, 192, 188, 215, 181, 194, 220,
  225, 203, 188, 197, 221,
];
const answeredUntil23 = [
  152, 174, 178, 175, 182, 191, 182, 184, 176, 220, 168, 161, 180, 201, 164, 176, 205, 186, 165,
  181, 159, 108, 34,
];
const answeredFrom64 = [
  83, 202, 212, 162, 168, 188, 168, 209, 191, 193, 188, 198, 186, 188, 201, 192, 196, 212, 156, 181,
  171, 172, 183, 201, 189, 175, 179, 202, 172, 173, 199, 206, 186, 176, 163, 217,
];

export const baseline: readonly Second[] = requests.map((count, second) => ({
  requests: count,
  attempts: count,
  answered: answeredUntil23[second] ?? answeredFrom64[second - 64] ?? 0,
}));

/** What it came to. */
export const baselineOutcome: Outcome = {
  amplification: 1,
  goodputAfter: 0,
  recoveredAfterS: 15,
  wasted: 0.418,
};
