import { describe, expect, test } from 'vitest';
import { spanIdRange } from '../../server/place/span-id';
import { MAX_COLUMN, textPlaces } from '../../server/place/text-places';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The marked text of each `«…»`, found by byte offsets and cut out again by line and character. */
function roundTrip(marked: string): { expected: string[]; actual: (string | null)[] } {
  const text = marked.replaceAll(/[«»]/g, '');
  const expected: string[] = [];
  const ranges: { start: number; end: number }[] = [];
  let plain = '';
  for (const [, before, inside] of marked.matchAll(/([^«»]*)«([^«»]*)»/g)) {
    const start = utf8(plain + before).length;
    ranges.push({ start, end: start + utf8(inside).length });
    expected.push(inside!);
    plain += before! + inside!;
  }
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const actual = textPlaces(utf8(text), ranges).map(
    (place) => place && lines[place.start.line]!.slice(place.start.character, place.end.character),
  );
  return { expected, actual };
}

describe('places of byte ranges', () => {
  test.each([
    ['ASCII', 'ab «cd» ef\n«gh» i «j»'],
    ['characters of 2, 3 and 4 bytes before and inside', 'äö «x»\n€€ «y€z»\n😀😀 «a😀b» c'],
    ['every kind of line break', 'a\r\n«b»\r«c»\n\n«d»'],
    ['a byte order mark', '\uFEFF«first»\n«second»'],
    ['a range at the very start and the very end', '«a»\nb«c»'],
  ])('%s', (_, marked) => {
    const { expected, actual } = roundTrip(marked);
    expect(actual).toEqual(expected);
  });

  test('counts UTF-16 units, not bytes or code points', () => {
    const bytes = utf8('{"n":"😀ä€"} X');
    expect(textPlaces(bytes, [{ start: bytes.length - 1, end: bytes.length }])).toEqual([
      { start: { line: 0, character: 13 }, end: { line: 0, character: 14 } },
    ]);
  });

  test('what begins beyond the last rendered column has no place, on the next line there is one again', () => {
    const bytes = utf8(`${'ä'.repeat(MAX_COLUMN)}xy\nz`);
    const at = MAX_COLUMN * 2;
    expect(
      textPlaces(bytes, [
        { start: at, end: at + 1 },
        { start: at + 1, end: at + 2 },
        { start: at + 3, end: at + 4 },
      ]),
    ).toEqual([
      { start: { line: 0, character: MAX_COLUMN }, end: { line: 0, character: MAX_COLUMN } },
      null,
      { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } },
    ]);
  });

  test('a line of megabytes is not decoded for each span on it', () => {
    const bytes = utf8(`${' '.repeat(20_000_000)}x`);
    const ranges = Array.from({ length: 50_000 }, (_, i) => ({ start: i * 400, end: i * 400 + 1 }));
    const places = textPlaces(bytes, ranges);
    expect(places.filter((place) => place !== null)).toHaveLength(MAX_COLUMN / 400 + 1);
  });

  test('a range stays on its line, and one outside the text has no place', () => {
    const bytes = utf8('ab\r\ncd');
    expect(
      textPlaces(bytes, [
        { start: 1, end: 6 },
        { start: 6, end: 7 },
      ]),
    ).toEqual([{ start: { line: 0, character: 1 }, end: { line: 0, character: 2 } }, null]);
  });
});

describe('the bytes that are marked for a span', () => {
  const marked = (text: string, offset = text.indexOf('{')) => {
    const bytes = utf8(text);
    const { start, end } = spanIdRange(bytes, utf8(text.slice(0, offset)).length);
    return new TextDecoder().decode(bytes.subarray(start, end));
  };

  test.each([
    ['OTLP', '{"traceId":"aa","spanId":"bb","name":"n"}', '"spanId":"bb"'],
    ['OTLP, pretty', '{\n  "traceId" : "aa",\n  "spanId" :\t"bb"\n}', '"spanId" :\t"bb"'],
    ['Jaeger', '{"traceID":"aa","spanID":"bb"}', '"spanID":"bb"'],
    ['Zipkin', '{"traceId":"aa","id":"bb"}', '"id":"bb"'],
    ['keys of nested objects are not the span’s', '{"links":[{"spanId":"x"}],"spanId":"y"}', '"spanId":"y"'],
    ['nor are values', '{"name":"spanId","x":{"y":"spanId"},"spanId":"y"}', '"spanId":"y"'],
    ['quotes and braces in texts', String.raw`{"name":"\"}{\\","spanId":"y"}`, '"spanId":"y"'],
    ['the id of a later object is another’s', '{"name":"n"},{"spanId":"y"}', '{'],
    ['an id that is no text', '{"spanId":7}', '{'],
    ['cut short', '{"traceId":"aa","spanId":"b', '"spanId":"b'],
    ['cut shorter', '{"traceId":"aa","spa', '{'],
  ])('%s', (_, text, expected) => expect(marked(text)).toBe(expected));
});
