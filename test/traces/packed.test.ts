import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FETCH_NOTHING } from '../../engine';
import { loadTraces } from '../../traces/node';
import { encodeTraces } from '../support/encode-otlp';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NAMES = Array.from({ length: 30 }, (_, i) => `s${String(i).padStart(2, '0')}`);

function document(name: string) {
  const span = {
    traceId: 'a'.repeat(32),
    spanId: Buffer.from(name.padEnd(8)).toString('hex'),
    name,
    startTimeUnixNano: '1',
    attributes: [{ key: 'k', value: { stringValue: name.repeat(700) } }],
  };
  return { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };
}

const lines = NAMES.map((name) => Buffer.from(`${JSON.stringify(document(name))}\n`));
const messages = NAMES.map((name) => Buffer.from(encodeTraces(document(name))));

function framed(message: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  return Buffer.concat([length, message]);
}

const each = (parts: readonly Uint8Array[], pack: (part: Uint8Array) => Uint8Array) => Buffer.concat(parts.map(pack));
const zstdChecked = (part: Uint8Array) => zstdCompressSync(part, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
const zstdUnsized = (part: Uint8Array) => zstdCompressSync(part, { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } });
const skippable = Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0]), Buffer.from('xyz')]);

async function load(content: Uint8Array, file = join(folder, 'x')) {
  writeFileSync(file, content);
  const { store, inputs, problems } = await loadTraces([{ path: 'x', file, named: true }], FETCH_NOTHING);
  const names = [...store.spans.name].map((code) => store.values.value(code));
  return { store, names, input: inputs[0]!, problems };
}

describe('packed traces', () => {
  it.each([
    ['otlp-json+gzip', gzipSync(Buffer.concat(lines))],
    ['otlp-json+gzip', each(lines, gzipSync)],
    ['otlp-json+zstd', zstdCompressSync(Buffer.concat(lines))],
    ['otlp-json+zstd', each(lines, zstdCompressSync)],
    ['otlp-json+zstd', each(lines, zstdChecked)],
    ['otlp-json+zstd', each(lines, zstdUnsized)],
    [
      'otlp-json+zstd',
      Buffer.concat([
        skippable,
        each(lines.slice(0, 9), zstdCompressSync),
        skippable,
        zstdCompressSync(Buffer.concat(lines.slice(9))),
        skippable,
      ]),
    ],
    ['otlp-json+zstd-framed', each(lines, (line) => framed(zstdCompressSync(line)))],
    ['otlp-protobuf', Buffer.concat(messages)],
    ['otlp-protobuf+gzip', gzipSync(Buffer.concat(messages))],
    ['otlp-protobuf+zstd-framed', each(messages, (message) => framed(zstdCompressSync(message)))],
    ['otlp-protobuf-framed', each(messages, framed)],
    ['otlp-protobuf-framed+zstd', each(messages, (message) => zstdCompressSync(framed(message)))],
    ['otlp-protobuf-framed+gzip', gzipSync(each(messages, framed))],
  ])('%s', async (format, content) => {
    const { names, input, problems } = await load(content);
    expect(problems).toEqual([]);
    expect(names).toEqual(NAMES);
    expect(input).toEqual({ path: 'x', format, bytes: content.length, spans: 30, problems: 0, skipped: null });
  });

  it('give offsets in the unpacked content', async () => {
    const plain = await load(Buffer.concat(lines));
    const packed = await load(each(lines, zstdCompressSync));
    expect(packed.store.spans.offset).toEqual(plain.store.spans.offset);
    const content = each(messages, framed);
    const { store } = await load(content);
    expect([...store.spans.offset].map((offset) => content[offset])).toEqual(NAMES.map(() => 0x12));
    expect(content.indexOf('s07', store.spans.offset[7])).toBeLessThan(store.spans.offset[8]!);
  });

  it('are streamed, however much they unpack to', async () => {
    const filler = Buffer.alloc(20 << 20, ' ');
    const content = zstdCompressSync(Buffer.concat([lines[0]!, filler, lines[1]!]));
    expect((await load(content)).names).toEqual(NAMES.slice(0, 2));
    const noise = Buffer.alloc(9 << 20, 0).map((_, i) => 0x61 + (Math.imul(i, 0x9e3779b1) >>> 28));
    const long = zstdCompressSync(
      Buffer.concat([lines[0]!, Buffer.from('{"x":"'), noise, Buffer.from('"}'), lines[1]!]),
    );
    const several = await load(Buffer.concat([long, zstdCompressSync(lines[2]!)]));
    expect(several.names).toEqual(NAMES.slice(0, 3));
  });

  it.each([
    ['gzip', gzipSync(Buffer.concat(lines))],
    ['zstd frames', each(lines, zstdCompressSync)],
    ['one zstd frame', zstdCompressSync(Buffer.concat(lines))],
    ['zstd behind lengths', each(lines, (line) => framed(zstdCompressSync(line)))],
    ['messages behind lengths', each(messages, framed)],
  ])('cut anywhere say so and give what was whole: %s', async (_, content) => {
    for (let cut = 20; cut < content.length; cut += Math.ceil(content.length / 60)) {
      const { names, problems } = await load(content.subarray(0, cut));
      expect(names).toEqual(NAMES.slice(0, names.length));
      const whole = names.length * (content.length / 30) === cut;
      if (!whole) expect(problems, `cut at ${cut} of ${content.length}: ${names.length}`).not.toEqual([]);
    }
  });

  it.each([
    ['gzip', gzipSync(Buffer.concat(lines))],
    ['zstd', each(lines, zstdChecked)],
    ['zstd behind lengths', each(lines, (line) => framed(zstdChecked(line)))],
  ])('changed anywhere neither throw nor hang: %s', async (_, content) => {
    for (let at = 0; at < content.length; at += Math.ceil(content.length / 40)) {
      const changed = Uint8Array.from(content);
      changed[at] = changed[at]! ^ 0x55;
      const { names, problems, input } = await load(changed);
      if (names.length !== 30 && input.format !== null) expect(problems, `at ${at}: ${names.length}`).not.toEqual([]);
    }
  });

  it('of another kind are refused by what is inside', async () => {
    const { input } = await load(gzipSync('a,b\n1,2\n'));
    expect(input).toMatchObject({
      format: null,
      skipped: 'This is text of some kind, not JSON and not OTLP protobuf.',
    });
  });

  it('a message that is broken costs no other behind lengths', async () => {
    const parts = messages.map((message, i) => (i === 3 ? Uint8Array.from([0x0a, 0x7f, 1, 2, 3]) : message));
    const { names, problems } = await load(each(parts, framed));
    expect(names).toHaveLength(29);
    expect(problems).toHaveLength(1);
  });
});
