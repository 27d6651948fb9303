import { expect, test } from 'vitest';
import { answered, printed } from './predict.ts';

const echo = `import { receive, self, send } from 'nines';
export async function main(): Promise<void> {
  send(self(), 'two');
  console.log('one');
  console.log(await receive());
}`;

test('predict: a program prints on the runtime what it prints for a learner', () => {
  expect(printed(echo)).toBe('one two');
});

test('predict: the right option is found by running the program', () => {
  const options = [
    { text: 'two one', why: '' },
    { text: 'one two', why: '' },
  ];
  const question = { id: 'echo', program: echo, options };
  expect(answered(question, 'quiz.yaml').map(({ correct }) => correct)).toEqual([false, true]);
});

test('predict: a question whose program prints none of its options stops the build and says what it prints', () => {
  const question = { id: 'echo', program: echo, options: [{ text: 'one', why: '' }] };
  expect(() => answered(question, 'quiz.yaml')).toThrow('prints “one two”');
});

test('predict: an answer that hangs on chance is none', () => {
  const source = `import { random } from 'nines';
export async function main(): Promise<void> { console.log(random()); }`;
  expect(() => printed(source)).toThrow('by chance');
});

test('predict: a program that does not compile names its line', () => {
  expect(() => printed('export async function main() {\n  eval("1");\n}')).toThrow('line 2');
});
