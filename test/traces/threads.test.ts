import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../engine';
import { type LoadedTraces, loadTraces, type TraceInput } from '../../traces/node';
import { describeStore } from '../support/describe-store';
import { encodeTraces } from '../support/encode-otlp';
import { fetchingKeys } from '../support/fetch-request';
import { READING_PARTS } from '../support/open-scanner';
import { KEYS, otlpText } from './arbitrary-otlp';

const REQUEST = fetchingKeys(KEYS);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'threads-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): TraceInput {
  writeFileSync(join(folder, name), content);
  return { path: name, file: join(folder, name), named: true };
}

/** Everything that reports are made of, places included. */
function everything({ store, inputs, problems }: LoadedTraces): unknown {
  const { spans, files } = store;
  const places = Array.from(spans.offset, (offset, row) => `${files[spans.file[row]!]} ${spans.line[row]} ${offset}`);
  return { store: describeStore(store, KEYS), places, inputs, problems };
}

async function expectSame(inputs: readonly TraceInput[], request = REQUEST): Promise<LoadedTraces> {
  const alone = await loadTraces(inputs, request, { parts: READING_PARTS, threads: 1 });
  const expected = everything(alone);
  for (const [threads, partLength] of [
    [2, 300],
    [3, 5000],
    [2, 40_000],
  ] as const) {
    const shared = await loadTraces([...inputs].reverse(), request, { parts: READING_PARTS, threads, partLength });
    expect(everything(shared)).toEqual(expected);
  }
  return alone;
}

/** A document of one line with a few spans of one trace; every so often with events and a link. */
function line(i: number): string {
  const trace = (i % 50).toString(16).padStart(32, 'a');
  const span = (k: number) => ({
    traceId: trace,
    spanId: (i * 10 + k + 1).toString(16).padStart(16, '0'),
    parentSpanId: k === 0 ? '' : (i * 10 + 1).toString(16).padStart(16, '0'),
    name: `op ${k}`,
    startTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(i * 1000 + k)),
    attributes: [{ key: 'tenant.id', value: { stringValue: `t${i % 7}` } }],
    ...(i % 5 === 0 ? { events: [{ name: 'e', attributes: [{ key: 'é', value: { intValue: i } }] }] } : {}),
    ...(i % 9 === 0 ? { links: [{ traceId: trace, spanId: '1'.repeat(16) }] } : {}),
  });
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: `s${i % 3}` } }] };
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span(0), span(1), span(2)] }] }] });
}

const lines = Array.from({ length: 200 }, (_, i) => line(i));

describe('the same is read on any number of threads, in parts of any length', () => {
  it('of lines', async () => {
    const { store } = await expectSame([file('lines.jsonl', lines.join('\n'))]);
    expect(store.spans.count).toBe(600);
  });

  it('of documents with lines within', async () => {
    const pretty = lines.map((text) => JSON.stringify(JSON.parse(text), null, 1)).join('\n');
    await expectSame([file('pretty.json', pretty)]);
  });

  it('of one document, which can’t be read in parts', async () => {
    const blocks = lines.map((text) => JSON.parse(text).resourceSpans[0]);
    await expectSame([
      file('one.json', JSON.stringify({ resourceSpans: blocks }, null, 2)),
      file('a.jsonl', lines[0]!),
    ]);
  });

  it('of documents in an array, which look as if they could', async () => {
    await expectSame([
      file('array.json', `[\n${lines.join('\n,\n')}\n]`),
      file('behind.json', `${line(1)}\n[\n${lines.join(',\n')}]`),
    ]);
  });

  it('of broken lines, with their problems', async () => {
    const broken = lines.map((text, i) => (i % 3 === 0 ? text.slice(0, (i * 37) % text.length) : text));
    const { problems } = await expectSame([file('broken.jsonl', broken.join('\n'))]);
    expect(problems.length).toBeGreaterThan(60);
  });

  it('of more problems than are listed', async () => {
    const { problems } = await expectSame([
      file('bad.jsonl', lines.map((text) => `${text}\n${'oops\n'.repeat(20)}`).join('')),
    ]);
    expect(problems.at(-1)!.what).toBe('and 3000 more problems from here on');
  });

  const framed = (text: string) => {
    const message = encodeTraces(JSON.parse(text));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(message.length);
    return Buffer.concat([length, message]);
  };

  it('of messages behind lengths', async () => {
    const messages = Buffer.concat(lines.map(framed));
    const { store } = await expectSame([file('framed.pb', messages)]);
    expect(store.spans.count).toBe(600);
    await expectSame([file('framed.pb', messages), file('cut.pb', messages.subarray(0, -7))]);
  });

  it('of long messages behind lengths', async () => {
    const block = lines.flatMap((text) => JSON.parse(text).resourceSpans);
    const message = JSON.stringify({ resourceSpans: [...block, ...block, ...block] });
    expect(framed(message).length).toBeGreaterThan(1 << 16);
    await expectSame([file('long.pb', Buffer.concat([framed(message), ...lines.map(framed), framed(message)]))]);
  });

  it('of messages behind lengths, of which one looks as if others began in it, and one is longer than it says', async () => {
    // 34 bytes: a list of 32
    const inside = `\0\0\0\x22\n\x20${'x'.repeat(32)}`.repeat(100);
    const span = JSON.parse(lines[0]!).resourceSpans[0].scopeSpans[0].spans[0];
    const misleading = framed(
      JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ ...span, name: inside }] }] }] }),
    );
    const messages = lines.map(framed);
    await expectSame([file('misleading.pb', Buffer.concat([...messages, misleading, misleading, ...messages]))]);
    const wrong = Buffer.from(messages[70]!);
    wrong.writeUInt32BE(wrong.length - 4 - 11);
    await expectSame([file('wrong.pb', Buffer.concat([...messages.slice(0, 70), wrong, ...messages.slice(71)]))]);
  });

  it('of many files, packed and not', async () => {
    const files = Array.from({ length: 12 }, (_, i) => {
      const text = lines.slice(i * 10, i * 10 + 40).join('\n');
      return i % 3 === 0 ? file(`${i}.json.gz`, gzipSync(text)) : file(`${i}.json`, text);
    });
    await expectSame([
      ...files,
      { path: 'none', file: join(folder, 'none'), named: true },
      file('text.json', 'no json'),
    ]);
  });

  it.each([
    ['all attributes', ['']],
    ['attributes whose keys begin so', ['db.', 'user', 'tenant.id']],
    ['attributes that are none', ['x.']],
  ])('of %s', async (name, prefixes) => {
    const listed = { ...REQUEST, span: ['tenant.id'], prefixes };
    await expectSame([file(`${name}.jsonl`, lines.join('\n'))], listed);
  });

  it('of generated documents', async () => {
    const texts = fc.sample(fc.array(otlpText, { minLength: 20, maxLength: 20 }), { numRuns: 3, seed: 7 });
    for (const [i, text] of texts.entries()) await expectSame([file(`generated-${i}.json`, text.join('\n'))]);
  });
});

describe('reading on threads', () => {
  it('tells how far it is', async () => {
    const seen: number[] = [];
    const input = file('progress.jsonl', lines.join('\n'));
    await loadTraces([input], REQUEST, {
      parts: READING_PARTS,
      threads: 2,
      partLength: 10_000,
      onProgress: ({ bytes }) => void seen.push(bytes),
    });
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.at(-1)).toBe(Buffer.byteLength(lines.join('\n')));
  });

  it('ends when it is cancelled', async () => {
    const input = file('cancelled.jsonl', `${lines.join('\n')}\n`.repeat(100));
    const loading = loadTraces([input], REQUEST, {
      parts: READING_PARTS,
      threads: 2,
      partLength: 10_000,
      cancelled: () => true,
    });
    await expect(loading).rejects.toThrow(CancelledError);
  });
});
