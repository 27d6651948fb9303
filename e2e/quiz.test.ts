/** Questions: answered in a chapter, summed up, asked again without giving anything away, and coming back after days. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { awake, barriersInThemes, openReader } from './reader.ts';

const reader = await openReader();

/** The options as they stand: their numbers in the file. */
function orders(page: Page): Promise<string[]> {
  return page
    .locator('.quiz-option')
    .evaluateAll((all) => all.map((one) => one.dataset['option'] ?? ''));
}

/** Answers every question on the page; the first one wrong if asked for. */
async function answerAll(page: Page, firstIsRight: boolean): Promise<number> {
  const questions = page.locator('fieldset');
  const count = await questions.count();
  for (let index = 0; index < count; index += 1) {
    const question = questions.nth(index);
    const isRight = index > 0 || firstIsRight;
    const option = question.locator(isRight ? '.is-correct' : '.quiz-option:not(.is-correct)');
    await option.first().locator('input').check();
    await question.getByRole('button', { name: 'Answer' }).click();
  }
  return count;
}

test('quiz: in a chapter, by keyboard, explained, kept over a reload', async () => {
  const { page, complaints } = await reader.visit('/chapters/s5-retry/');
  const near = async (): Promise<void> => {
    // It is replaced by the questions as soon as it is near.
    await page.evaluate(`document.querySelector('quiz-embed')?.scrollIntoView()`);
    await page.locator('.quiz-score').waitFor();
  };
  await near();
  const question = page.locator('quiz-form fieldset').first();
  await question.locator('input').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await question.locator('.quiz-why').first().waitFor({ state: 'visible' });
  expect(await question.getByRole('status').innerText()).toMatch(/^(Yes\.|Not this one\.)/);
  await page.reload();
  await awake(page);
  await near();
  await page.getByText(/^[01] of 1 right/).waitFor();
  expect(complaints).toEqual([]);
});

test('quiz: it ends with results that lead back to each question, and starts again without a trace', async () => {
  const { page } = await reader.visit('/quiz/s5-retry/');
  await page.getByText(/^\d+ questions$/).waitFor();
  const before = await orders(page);
  const count = await answerAll(page, false);
  await page.getByText(`${count - 1} of ${count} right`).waitFor();
  const results = page.getByRole('list', { name: 'Results' });
  expect(await results.getByText('✗ wrong').count()).toBe(1);
  expect(await results.getByRole('link').count()).toBe(count);
  expect(await barriersInThemes(page)).toEqual({});
  await page.getByRole('button', { name: /^Ask me again/ }).click();
  expect(await orders(page)).not.toEqual(before);
  expect(await page.locator('input:checked, input:disabled').count()).toBe(0);
  expect(await page.locator('.quiz-why:visible').count()).toBe(0);
  expect(await results.isVisible()).toBe(false);
});

test('quiz: a program is shown with what it may print, and what it does print is right', async () => {
  const { page } = await reader.visit('/quiz/s5-retry/');
  const question = page.locator('[data-question="late-reply"]');
  expect(await question.locator('pre').innerText()).toContain('await call(server');
  await question.getByText('shipped timeout symbol').click();
  await question.getByRole('button', { name: 'Answer' }).click();
  expect(await question.getByRole('status').innerText()).toBe('Yes.');
});

test('review: an answered question comes back on its day, in another order, and then waits longer', async () => {
  const { page, complaints } = await reader.visit('/review/');
  await page.getByText('Nothing yet').waitFor();
  // Noon, so that no day ends while this goes on.
  const noon = new Date().setHours(12, 0, 0, 0);
  const inDays = (days: number): Promise<void> => page.clock.setFixedTime(noon + days * 86_400_000);
  await inDays(0);
  await reader.turnTo(page, '/quiz/s5-retry/');
  const count = await answerAll(page, false);
  await reader.turnTo(page, '/review/');
  await page.getByText('Nothing is due today. The next question comes tomorrow.').waitFor();
  await inDays(1);
  await page.reload();
  await page.getByText('1 question is due today.').waitFor();
  await inDays(3);
  await page.reload();
  await page.getByText(`${count} questions are due today.`).waitFor();
  expect(await barriersInThemes(page)).toEqual({});
  await answerAll(page, true);
  await page.getByText(`Done for today: ${count} of ${count} right.`).waitFor();
  expect(complaints).toEqual([]);
});
