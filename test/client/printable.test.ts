import { expect, it } from 'vitest';
import { counted, explain, printable } from '../../client/printable';

it('makes control characters and changes of direction visible', () => {
  expect(printable('a\u0000\u001b\u007f\u009b\u2028\u202e\u2066b\n')).toBe(
    'a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdb\ufffd',
  );
});

it('leaves letters of any script alone', () => {
  expect(printable('médecin 病院 مستشفى 🏥')).toBe('médecin 病院 مستشفى 🏥');
});

it('cuts what is too long', () => {
  expect(printable('abcdef', 4)).toBe('abc…');
  expect(printable('abcd', 4)).toBe('abcd');
});

it('counts with the noun in the right number', () => {
  expect([counted(0, 'span'), counted(1, 'span'), counted(12345, 'span')]).toEqual([
    '0 spans',
    '1 span',
    '12,345 spans',
  ]);
});

it('explains whatever was thrown', () => {
  expect(explain(new Error('no\nway'))).toBe('no\ufffdway');
  expect(explain('text')).toBe('text');
});
