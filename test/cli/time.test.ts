import { describe, expect, test } from 'vitest';
import { parseDuration, parseInstant, rfc3339 } from '../../cli/time';

const now = 1_700_000_000_000_000_001n;

describe('times', () => {
  test.each([
    ['2024-09-01T14:23:47.629810001Z', 'start', '2024-09-01T14:23:47.629810001Z'],
    ['2024-09-01T16:23:47+02:00', 'start', '2024-09-01T14:23:47.000000000Z'],
    ['2024-09-01', 'start', '2024-09-01T00:00:00.000000000Z'],
    ['2024-09-01', 'end', '2024-09-01T23:59:59.999999999Z'],
    ['now', 'end', '2023-11-14T22:13:20.000000001Z'],
    ['47 days ago', 'start', '2023-09-28T22:13:20.000000001Z'],
    ['1 hour ago', 'start', '2023-11-14T21:13:20.000000001Z'],
    ['5 minutes ago', 'start', '2023-11-14T22:08:20.000000001Z'],
    ['2 weeks ago', 'start', '2023-10-31T22:13:20.000000001Z'],
  ] as const)('%s as %s is %s', (text, edge, expected) => {
    expect(rfc3339(parseInstant('--start', text, edge, () => now))).toBe(expected);
  });

  test.each([
    '',
    'ago',
    '-1 days ago',
    '1 month ago',
    '2024-13-01',
    '2024-09-01T25:00:00Z',
    '1700000000',
    '99999999999999 days ago',
  ])('%j is no time', (text) => {
    expect(() => parseInstant('--start', text, 'start', () => now)).toThrow('--start is a time such as');
  });

  test.each([
    ['500ms', 500_000_000n],
    ['1.5h', 5_400_000_000_000n],
    ['2min', 120_000_000_000n],
  ])('%s', (text, nanoseconds) => {
    expect(parseDuration('--open-end', text)).toBe(nanoseconds);
  });

  test('before the epoch, and the last nanosecond of 64 bits', () => {
    expect(rfc3339(-1n)).toBe('1969-12-31T23:59:59.999999999Z');
    expect(rfc3339(2n ** 64n - 1n)).toBe('2554-07-21T23:34:33.709551615Z');
  });
});
