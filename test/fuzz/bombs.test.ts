import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { type LoadedTraces, loadTraces } from '../../traces/node';
import { fetchingKeys } from '../support/fetch-request';
import { READING_PARTS } from '../support/open-scanner';
import { readPieces } from './readings';

vi.setConfig({ testTimeout: 120_000 });

const MEGABYTE = 1 << 20;
const REQUEST = fetchingKeys(['k']);
const IDS = `"traceId":"${'a'.repeat(32)}","spanId":"${'b'.repeat(16)}"`;

/** What reading takes at the most beyond what was taken before, in megabytes. */
async function read(content: Uint8Array): Promise<LoadedTraces & { readonly growth: number }> {
  const before = peak();
  const input = { path: 'x', file: '-', named: true, content };
  const loaded = await loadTraces([input], REQUEST, { catalog: true, parts: READING_PARTS });
  return { ...loaded, growth: peak() - before };
}

/** The most memory that the process ever took, in megabytes. */
function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function whats({ problems }: LoadedTraces): string[] {
  return problems.map(({ what }) => what);
}

type Packed = (part: Uint8Array) => Uint8Array;
const gzip: Packed = (part) => gzipSync(part);
const zstd: Packed = (part) => zstdCompressSync(part);

/** A head, a megabyte of one character again and again, a tail: as members or frames behind one another. */
function bomb(pack: Packed, head: string, character: string, megabytes: number, tail = ''): Uint8Array {
  const filling = pack(Buffer.alloc(MEGABYTE, character));
  const fillings = Array.from({ length: megabytes }, () => filling);
  return Buffer.concat([pack(Buffer.from(head)), ...fillings, pack(Buffer.from(tail))]);
}

describe.each([
  ['gzip', gzip],
  ['zstd', zstd],
])('a bomb of %s', (_, pack) => {
  it('of 200 MB of zeros is no trace file', async () => {
    const loaded = await read(bomb(pack, '\0', '\0', 200));
    expect(whats(loaded)).toEqual(['This is no trace file: it is neither JSON nor OTLP protobuf.']);
    expect(loaded.growth).toBeLessThan(100);
  });

  it('of 100 MB of a string in a span costs the rest of its line', async () => {
    const span = `{"resourceSpans":[{"scopeSpans":[{"spans":[{${IDS}`;
    const other = span.replace('bbbb', 'cccc');
    const tail = `"}]}]}]}\n${other}}]}]}]}`;
    const loaded = await read(bomb(pack, `${span},"name":"`, 'a', 100, tail));
    expect(whats(loaded)).toEqual(['an element of more than 64 MB']);
    expect(loaded.store.spans.count).toBe(1);
    expect(loaded.growth).toBeLessThan(350);
  });
});

it('200 MB of a string that nobody reads costs nothing of what follows', async () => {
  const head = '{"x":"';
  const tail = `","resourceSpans":[{"scopeSpans":[{"spans":[{${IDS}}]}]}]}`;
  const loaded = await read(bomb(gzip, head, 'a', 200, tail));
  expect(whats(loaded)).toEqual([]);
  expect(loaded.store.spans.count).toBe(1);
  expect(loaded.growth).toBeLessThan(100);
});

it('100 MB of white space are passed', async () => {
  const loaded = await read(bomb(gzip, '{"resourceSpans":[', ' ', 100, `{"scopeSpans":[{"spans":[{${IDS}}]}]}]}`));
  expect(whats(loaded)).toEqual([]);
  expect(loaded.store.spans.count).toBe(1);
  expect(loaded.growth).toBeLessThan(100);
});

it('a line of 64 MB is read', async () => {
  const span = `{${IDS},"attributes":[{"key":"k","value":{"stringValue":"${'v'.repeat(8 * MEGABYTE)}"}}]}`;
  const spans = Array.from({ length: 8 }, (_, i) => span.replace('bbbbbbbb', `bbbbbbb${i}`));
  const loaded = await read(Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[${spans.join()}]}]}]}`));
  expect(whats(loaded)).toEqual([]);
  expect(loaded.store.spans.count).toBe(8);
  expect(loaded.growth).toBeLessThan(600);
});

it.each([-1000, 1000])('a span of 64 MB and %d bytes is read or left out in pieces of any size', (more) => {
  const name = 'x'.repeat(64 * MEGABYTE + more);
  const text = `{"resourceSpans":[{"scopeSpans":[{"spans":[{${IDS}},  {${IDS},"name":"${name}"}]}]}]}`;
  const content = Buffer.from(text);
  const ways = [MEGABYTE, content.length].map((pieces) => {
    const { store, problems } = readPieces(content, { request: REQUEST, catalog: false }, { scanned: true, pieces });
    return [store.spans.count, problems.map(({ offset, what }) => [offset, what])];
  });
  expect(ways[0]).toEqual(ways[1]);
  expect(ways[0]![0]).toBe(more < 0 ? 2 : 1);
});

describe('nesting 20,000 deep', () => {
  const DEPTH = 20_000;
  const around = (open: string, inner: string, close: string) => open.repeat(DEPTH) + inner + close.repeat(DEPTH);
  const spanWith = (field: string) => `{"resourceSpans":[{"scopeSpans":[{"spans":[{${IDS},${field}}]}]}]}`;
  const list = around('{"arrayValue":{"values":[', '{"intValue":"1"}', ']}}');
  const map = around('{"kvlistValue":{"values":[{"key":"k","value":', '{"intValue":"1"}', '}]}}');
  const tags = (value: string) =>
    `{"data":[{"traceID":"a","spans":[{"traceID":"a","spanID":"b","tags":[{"key":"k","value":${value}}]}]}]}`;

  it.each([
    ['a list', spanWith(`"attributes":[{"key":"k","value":${list}}]`)],
    ['a map', spanWith(`"attributes":[{"key":"k","value":${map}}]`)],
    ['an unknown field', spanWith(`"x":${around('[', '', ']')}`)],
    ['an unknown field, not closed', spanWith(`"x":${around('{"a":', '1', '')}`)],
    ['documents', around('[', '', ']')],
    ['wrappers', around('{"trace":', '{}', '}')],
    ['a tag of Jaeger', tags(around('[', '', ']'))],
    ['an annotation of Zipkin', `[{"traceId":"a","id":"b","annotations":[{"value":${around('[', '', ']')}}]}]`],
    ['nothing else', around('{"a":', '1', '}')],
  ])('of %s is borne', async (_, text) => {
    const loaded = await read(Buffer.from(text));
    expect(loaded.inputs).toHaveLength(1);
    expect(loaded.store.spans.count).toBeLessThanOrEqual(1);
    expect(loaded.growth).toBeLessThan(200);
  });

  it('of a value in protobuf is borne', async () => {
    // from the innermost outwards: each level is a list (field 5) of one value (field 1)
    const levels: number[][] = [[0x18, 0x01]];
    let length = 2;
    for (let level = 0; level < DEPTH * 2; level++) {
      const opening = lengthDelimited(level % 2 === 0 ? 1 : 5, length);
      levels.push(opening);
      length += opening.length;
    }
    const value = [...lengthDelimited(2, length), ...levels.reverse().flat()];
    const keyValue = [...lengthDelimited(1, 1), 0x6b, ...value];
    const traceId = [...lengthDelimited(1, 16), ...new Array<number>(16).fill(1)];
    const span = [...traceId, ...within([9], keyValue)];
    const message = within([1, 2, 2], span);
    const loaded = await read(Uint8Array.from(message));
    expect(loaded.store.spans.count).toBe(1);
    expect(loaded.growth).toBeLessThan(200);
  });
});

describe('a length beyond all memory', () => {
  const LENGTHS = [2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

  it.each(LENGTHS)('%d in protobuf is no reason to take memory', async (length) => {
    for (const path of [[1], [1, 2], [1, 2, 2], [1, 1], [1, 2, 1]]) {
      const inner = [...lengthDelimited(path.at(-1)!, length), 0x0a, 0x00];
      const message = within(path.slice(0, -1), inner);
      const loaded = await read(Uint8Array.from(message));
      expect(loaded.problems).not.toEqual([]);
      expect(loaded.growth).toBeLessThan(50);
    }
  });

  it.each(LENGTHS)('%d in front of a message is no reason to take memory', async (length) => {
    const framed = Buffer.concat([Buffer.alloc(4), Uint8Array.of(0x0a, 0x04, 0x12, 0x02, 0x12, 0x00)]);
    framed.writeUInt32BE(length);
    const loaded = await read(framed);
    expect(loaded.problems).not.toEqual([]);
    expect(loaded.growth).toBeLessThan(50);
  });
});

/** Tag and length of a field; its bytes follow. */
function lengthDelimited(field: number, length: number): number[] {
  const bytes = [field * 8 + 2];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 0x80);
  }
}

/** A message in fields within fields, the outermost first. */
function within(fields: readonly number[], message: readonly number[]): readonly number[] {
  return fields.reduceRight((inner, field) => lengthDelimited(field, inner.length).concat(inner), message);
}
