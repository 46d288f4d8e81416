import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brief, counted, printable, shorten, valueText } from '../../cli/report/text';

describe('text from outside', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['a\nb\tc\r', 'a\\nb\\tc\\r'],
    ['\u009b2J', '\\u{9b}2J'],
    ['user\u202egnp.exe', 'user\\u{202e}gnp.exe'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['lone \ud800 half', 'lone \\u{d800} half'],
    ['Zürich 🏥 東京', 'Zürich 🏥 東京'],
  ])('%j prints as %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test('is never longer than asked for, never more than a line, and never steers a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const printed = brief(text, limit);
        expect(Array.from(printed).length).toBeLessThanOrEqual(limit);
        expect(printed).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  test('says that something was cut', () => {
    expect(shorten('SELECT  *\n  FROM   orders', 14)).toBe('SELECT * FROM…');
    expect(shorten('x'.repeat(10_000_000), 5)).toBe('xxxx…');
    expect(shorten(`${' '.repeat(100)}x`, 5)).toMatch(/…$/);
    expect(shorten('exactly', 7)).toBe('exactly');
  });
});

describe('values', () => {
  test.each([
    [null, '(absent)'],
    ['', ''],
    [2n ** 63n, '9223372036854775808'],
    [0.1, '0.1'],
    [true, 'true'],
    [new Uint8Array([0, 255]), '0x00ff'],
    [['a', 1, [true]], '[a, 1, [true]]'],
    [new Map([['__proto__', 'x']]), '{__proto__: x}'],
  ])('%s reads %s', (value, text) => {
    expect(valueText(value)).toBe(text);
  });

  test('counts', () => {
    expect([counted(1, 'trace'), counted(1234567, 'trace'), counted(0, 'entry', 'entries')]).toEqual([
      '1 trace',
      '1,234,567 traces',
      '0 entries',
    ]);
  });
});
