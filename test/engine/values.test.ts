import { describe, expect, it } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { verdicts } from './judging';

type Attributes = ShortSpan['attributes'];

/** Whether a condition on q, a span with these attributes, is true, false or unknown. */
function truth(condition: string, attributes: Attributes = {}, more: Partial<ShortSpan> = {}): string {
  const spans = [{ id: 1, name: 's', start: 0, duration: 90_000, attributes: attributes ?? {}, ...more }];
  const outcome = verdicts(`rule r { each s as q always { ${condition} } }`, spans);
  return { 'held 1': 'true', 'violated 1': 'false', 'unproven 1': 'unknown' }[outcome] ?? outcome;
}

describe('comparisons', () => {
  it.each<[string, Attributes, string]>([
    ['q.x < "b"', { x: 'a' }, 'true'],
    ['q.x <= "a"', { x: 'a' }, 'true'],
    ['q.x > 9', { x: '10' }, 'true'],
    ['q.x > "9"', { x: '10' }, 'true'],
    ['q.x > "9x"', { x: '10' }, 'false'],
    ['q.x == "1"', { x: '1.0' }, 'false'],
    ['q.x == 0.5', { x: '0.5' }, 'true'],
    ['q.x == 0', { x: '-0' }, 'unknown'],
    ['q.x >= 1', { x: { double: 1 } }, 'true'],
    ['q.x != 1', { x: { double: Number.POSITIVE_INFINITY } }, 'unknown'],
    ['q.x == "true"', { x: true }, 'true'],
    ['q.x < true', { x: false }, 'unknown'],
    ['q.x == 1', { x: true }, 'unknown'],
    ['q.x == q.y', { x: '7', y: 7 }, 'true'],
    ['q.x != q.y', { x: '7', y: 8 }, 'true'],
    ['q.x != q.y', { x: 'a', y: 8 }, 'unknown'],
    ['q.x < q.y', { x: [5, 'a'], y: [4, 'b'] }, 'true'],
    ['q.x == q.y', { x: ['a'], y: [] }, 'false'],
    ['q.x != q.y', { x: ['a'], y: [] }, 'true'],
    ['"a" == q.x', { x: 'a' }, 'true'],
    ['5 > q.x', { x: 4 }, 'true'],
  ])('%s of %o is %s', (condition, attributes, expected) => {
    expect(truth(condition, attributes)).toBe(expected);
  });
});

describe('membership and text tests', () => {
  it.each<[string, Attributes, string]>([
    ['q.x in []', { x: 'a' }, 'false'],
    ['q.x in []', {}, 'unknown'],
    ['q.x in ["a", null]', {}, 'true'],
    ['q.x not in ["a", null]', {}, 'false'],
    ['q.x in ["a", null]', { x: 'b' }, 'false'],
    ['q.x in [q.y, "c"]', { x: 'b', y: ['a', 'b'] }, 'true'],
    ['q.x in [q.y, "c"]', { x: 'c' }, 'true'],
    ['q.x in q.y', { x: 'b', y: 'b' }, 'true'],
    ['q.x in [1, 2]', { x: '2' }, 'true'],
    ['q.x contains "lph"', { x: 'alpha' }, 'true'],
    ['q.x contains 1', { x: 'a1' }, 'unknown'],
    ['q.x contains 1', { x: ['1'] }, 'true'],
    ['q.x contains ["zz", "ph"]', { x: 'alpha' }, 'true'],
    ['q.x starts_with "a"', { x: ['b', 'ab'] }, 'true'],
    ['q.x starts_with "a"', { x: 5 }, 'unknown'],
    ['q.x ends_with q.y', { x: 'alpha', y: 'ha' }, 'true'],
    ['q.x matches "^a"', { x: ['b', 'ab'] }, 'true'],
    ['q.x matches "5"', { x: 5 }, 'unknown'],
    ['q.x matches "(?i)ALPHA"', { x: 'my alpha' }, 'true'],
    ['q.ok', { ok: 'true' }, 'true'],
    ['q.ok', { ok: 'yes' }, 'unknown'],
    ['not q.ok', { ok: false }, 'true'],
    ['q.ok', { ok: [false, true] }, 'true'],
  ])('%s of %o is %s', (condition, attributes, expected) => {
    expect(truth(condition, attributes)).toBe(expected);
  });
});

describe('arithmetic and functions', () => {
  it.each<[string, Attributes, string]>([
    ['q.x + 1 == 9007199254740993', { x: '9007199254740992' }, 'true'],
    ['q.x * q.x == 9007199254740993000001', { x: 94906265624 }, 'false'],
    ['q.x % 3 == 1', { x: 7 }, 'true'],
    ['7 / q.x == 3.5', { x: 2 }, 'true'],
    ['exists(7 / q.x)', { x: 0 }, 'false'],
    ['exists(7 % q.x)', { x: 0 }, 'false'],
    ['exists(q.x + 1)', { x: 'word' }, 'unknown'],
    ['exists(q.x + q.y)', { x: 1 }, 'false'],
    ['-q.x == -5', { x: '5' }, 'true'],
    ['q.span:duration == 90s', {}, 'true'],
    ['q.span:duration / 2 == 45s', {}, 'true'],
    ['q.span:duration / 30s == 3', {}, 'true'],
    ['q.span:duration * 0.5 == 45s', {}, 'true'],
    ['q.span:duration > q.x', { x: 1 }, 'unknown'],
    ['q.span:duration < 91s and q.span:duration > 89999ms', {}, 'true'],
    ['q.span:duration != 90s', {}, 'false'],
    ['q.span:end - q.span:start == 90s', {}, 'true'],
    ['q.span:start + 90s == q.span:end', {}, 'true'],
    ['q.span:start > 2024-10-18 and q.span:start < 2024-10-19', {}, 'true'],
    ['exists(q.span:start + 1)', {}, 'unknown'],
    ['exists(q.span:start + q.span:end)', {}, 'unknown'],
    ['lower(q.x) == "abc" and upper(q.x) == "ABC"', { x: 'aBc' }, 'true'],
    ['length(q.x) == 2', { x: '\u{1f600}a' }, 'true'],
    ['length(q.x) == 3', { x: [1, 2, 3] }, 'true'],
    ['string(q.x) == "7" and string(q.y) == "true"', { x: 7, y: true }, 'true'],
    ['number(q.x) == 1.5', { x: '1.50' }, 'true'],
    ['number(q.x) == 1000', { x: '+1e3' }, 'true'],
    ['exists(number(q.x))', { x: '0x10' }, 'unknown'],
    ['exists(lower(q.x))', { x: 7 }, 'unknown'],
    ['exists(lower(q.x))', {}, 'false'],
  ])('%s of %o is %s', (condition, attributes, expected) => {
    expect(truth(condition, attributes)).toBe(expected);
  });
});

describe('events', () => {
  const onEvent = (condition: string, more: Partial<ShortSpan>, event: { attributes?: object; dropped?: number }) => {
    const events = [{ name: 'e', at: 5, ...event }] as ShortSpan['events'];
    const spans = [{ id: 1, name: 's', start: 2, ...more, events: events ?? [] }];
    const outcome = verdicts(`rule r { each e as q always { ${condition} } }`, spans, { assumeComplete: true });
    return { 'held 1': 'true', 'violated 1': 'false', 'unproven 1': 'unknown' }[outcome] ?? outcome;
  };

  it.each<[string, Partial<ShortSpan>, { attributes?: object; dropped?: number }, string]>([
    ['q.x == "span"', { attributes: { x: 'span' } }, {}, 'true'],
    ['q.event.x == "span"', { attributes: { x: 'span' } }, {}, 'unknown'],
    ['exists(q.event.x)', { attributes: { x: 'span' } }, {}, 'false'],
    ['q.span.x == "span"', { attributes: { x: 'span' } }, { attributes: { x: 'event' } }, 'true'],
    ['exists(q.x)', {}, { dropped: 1 }, 'unknown'],
    ['exists(q.x)', { droppedAttributes: 1 }, {}, 'unknown'],
    ['q.x == "span"', { attributes: { x: 'span' } }, { dropped: 1 }, 'true'],
    ['q.name == "e" and q.span:name == "s" and q.event:name == "e"', {}, {}, 'true'],
    ['q.event:timeSinceStart == 3ms', {}, {}, 'true'],
    ['q.event:time == q.span:start + 3ms', {}, {}, 'true'],
    ['q.x == q.span.x', { attributes: { x: 'span' } }, {}, 'unknown'],
    ['q.x == q.span.x', { attributes: { x: 'a' } }, { attributes: { x: 'a' } }, 'true'],
    ['q.has(s) and not q.has(e)', {}, {}, 'true'],
  ])('%s', (condition, span, event, expected) => {
    expect(onEvent(condition, span, event)).toBe(expected);
  });

  it('of a span an event attribute is absent', () => {
    expect(truth('exists(q.event.x)', { x: 'a' })).toBe('false');
    expect(truth('exists(q.event:name)')).toBe('false');
  });
});
