import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endsOf, parse, parsers, piecesOf, streamOf } from './model.ts';

const messages = ['Dracula', 'Käthe', '42'];

describe('a meat grinder', () => {
  test.each(parsers)('%s: cut between the messages, all come out', (parser) => {
    const cuts = endsOf(messages, parser).slice(0, 2);
    expect(parse(messages, parser, cuts).isRight).toBe(true);
  });

  test('each piece as JSON: one cut elsewhere, and it fails', () => {
    const { steps, isRight } = parse(messages, 'piece', [3]);
    expect(isRight).toBe(false);
    expect(steps[0]?.problem).toContain('SyntaxError');
  });

  test('each piece as JSON: no cut at all, and it fails as well', () => {
    expect(parse(messages, 'piece', []).isRight).toBe(false);
  });

  test('lines: right between letters, wrong inside one', () => {
    const at = streamOf(messages, 'line').indexOf(0xc3) + 1;
    expect(parse(messages, 'line', [at - 1]).isRight).toBe(true);
    expect(parse(messages, 'line', [at]).isRight).toBe(false);
  });

  test('a length in front: right, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 4 }), fc.array(fc.nat(80)), (texts, cuts) => {
        expect(parse(texts, 'length', cuts).isRight).toBe(true);
      }),
      { seed: 20_261_121 },
    );
  });

  test('pieces: no byte is lost or doubled', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60)), (cuts) => {
        const stream = streamOf(messages, 'line');
        const all = piecesOf(stream, cuts).flatMap((piece) => [...piece]);
        expect(all).toEqual([...stream]);
      }),
      { seed: 20_261_121 },
    );
  });
});
