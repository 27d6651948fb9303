import { expect, test } from 'vitest';
import { instructorMessage } from '#workshop/messages.ts';
import { checked, emptyDraft } from './ask-draft.ts';

test('ask: rows that are left empty are no answers, and the right one is counted without them', () => {
  const asked = checked(
    { ...emptyDraft, text: ' Does jitter cure it? ', choices: ['', 'yes', '', 'no'], answer: 3 },
    'q-1',
  );
  expect(asked).toEqual({
    kind: 'ready',
    message: {
      kind: 'asked',
      question: 'q-1',
      text: 'Does jitter cure it?',
      choices: ['yes', 'no'],
      answer: 1,
    },
  });
  if (asked.kind === 'ready') expect(instructorMessage.safeParse(asked.message).success).toBe(true);
});

test('ask: what is missing is said', () => {
  expect(checked(emptyDraft, 'q-1')).toMatchObject({ kind: 'incomplete' });
  expect(checked({ ...emptyDraft, text: 'Why?', choices: ['a'] }, 'q-1')).toMatchObject({
    why: 'A vote needs two answers at least.',
  });
  expect(checked({ ...emptyDraft, text: 'Why?', choices: ['a', 'a '] }, 'q-1')).toMatchObject({
    why: 'Two answers are the same.',
  });
});
