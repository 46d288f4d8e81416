import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spanIdRange } from '../../server/place/span-id';
import { type SpanStart, spanPlaces } from '../../server/place/span-places';
import { TextFile } from '../../server/place/text-file';
import { MAX_COLUMN, textPlaces } from '../../server/place/text-places';
import { temporaryWorkspace } from './support/workspace';

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

describe('where spans stand in a file', () => {
  /** Places by what is read around each span, and what they mark in the text as an editor has it. */
  function inFile(text: string | Uint8Array, spans: readonly SpanStart[]) {
    const { folder, remove } = temporaryWorkspace({ 'a.jsonl': text });
    try {
      return TextFile.read(join(folder, 'a.jsonl'), (file) => spanPlaces(file, spans));
    } finally {
      remove();
    }
  }

  /** Each object that begins with `{"n"` or, over several lines, `{`, newline, `"n"`; lines as readers count them. */
  function startsIn(text: string): SpanStart[] {
    return [...text.matchAll(/\{(?=\s*"n")/g)].map(({ index }) => ({
      offset: utf8(text.slice(0, index)).length,
      line: text.slice(0, index).split('\n').length,
    }));
  }

  test.each([
    ['one a line', '{"n":1,"spanId":"a"}\n{"n":2,"spanId":"b"}\n'],
    [
      'several on a line, behind characters of several bytes',
      '["ä€😀",{"n":1,"spanId":"a"},{"n":"😀","spanId":"b"}]\n[{"n":3,"spanId":"c"}]',
    ],
    [
      'over several lines',
      '[\r\n  {\r\n    "n": 1,\r\n    "spanId": "a"\r\n  },\r\n  {\r\n    "n": 2,\r\n    "spanId": "b"\r\n  }\r\n]',
    ],
    ['behind a byte order mark', '\uFEFF{"n":1,"spanId":"a"}\n{"n":2,"spanId":"b"}'],
    ['with lines that end with a carriage return alone', '[\r{"n":1,"spanId":"a"},\r{"n":2,"spanId":"b"}\n]'],
    [
      'each far from the one before',
      `{"n":1,"spanId":"a"}\n${' '.repeat(200_000)}\n{"n":2,"spanId":"b"}\n${'x\n'.repeat(100_000)}{"n":3,"spanId":"c"}`,
    ],
    [
      'with an id behind more than is read at first',
      `{"n":1,"x":"${'y'.repeat(3_000)}","spanId":"a"}\n{"n":2,"spanId":"b"}`,
    ],
    ['with an id on a later line than a brace far in', `${' '.repeat(40_000)}{"n":1,\n"spanId":"a"}`],
  ])('%s', (_, text) => {
    const starts = startsIn(text);
    const bytes = utf8(text);
    const expected = textPlaces(
      bytes,
      starts.map(({ offset }) => spanIdRange(bytes, offset)),
    );
    expect(expected).not.toContain(null);
    expect(inFile(text, starts)).toEqual(expected);
    // a reader gives what it found, in whatever order
    expect(inFile(text, starts.toReversed())).toEqual(expected.toReversed());
  });

  test('not beyond the last rendered column, behind the end, or where the file has no lines', () => {
    const text = `${' '.repeat(9_990)}{"n":1,"spanId":"a"},{"n":2,"spanId":"b"},${' '.repeat(50_000)}{"n":3,"spanId":"c"}`;
    const places = inFile(text, [...startsIn(text), { offset: 1e6, line: 1 }, { offset: 9_990, line: null }]);
    expect(places!.map((place) => place?.start.character ?? null)).toEqual([9_997, null, null, null, null]);
  });

  test.each([
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0])],
    ['zstd', new Uint8Array([0x28, 0xb5, 0x2f, 0xfd])],
    ['protobuf', new Uint8Array([10, 4, 0, 0, 0, 0])],
    ['an empty file', new Uint8Array()],
  ])('%s has none', (_, bytes) => expect(inFile(bytes, [{ offset: 0, line: 1 }])?.[0] ?? null).toBeNull());
});
