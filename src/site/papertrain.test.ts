import { expect, test } from 'vitest';
import { designSteps } from './course-map.ts';
import { type StepIndex, pictureOf } from './papertrain.ts';

const steps = designSteps.map((_, index) => index as StepIndex);

test('papertrain: every step of the course adds something', () => {
  for (const step of steps) expect(pictureOf(step).some(({ isNew }) => isNew)).toBe(true);
});

test('papertrain: what was added stays, but for the monolith and the wound', () => {
  for (const step of steps.slice(2)) {
    const now = pictureOf(step).map(({ path }) => path);
    for (const part of pictureOf((step - 1) as StepIndex))
      if (part.until === undefined) expect(now).toContain(part.path);
  }
});
