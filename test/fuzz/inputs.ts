import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { encodeTraces } from '../support/encode-otlp';
import { otlpOf, type ShortSpan, spanIdOf, traceIdOf } from '../support/generate/otlp';
import { traceSet } from '../support/generate/traces';
import { otlpText } from '../traces/arbitrary-otlp';
import { mutateBytes } from './mutate-bytes';
import { mutateJson } from './mutate-json';
import { mutateProtobuf } from './mutate-protobuf';
import type { Random } from './random';

/** Something that a reader takes, before anything is done to it. */
interface Seed {
  readonly kind: 'json' | 'protobuf' | 'framed';
  readonly bytes: Uint8Array;
}

export interface FuzzInput {
  readonly bytes: Uint8Array;
  readonly packed: 'plain' | 'gzip' | 'zstd' | 'zstd-framed';
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

function framed(parts: readonly Uint8Array[]): Uint8Array {
  const lengths = parts.map((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return length;
  });
  return Buffer.concat(parts.flatMap((part, i) => [lengths[i]!, part]));
}

type Json = Record<string, unknown>;

function formsOf(spans: readonly ShortSpan[]): Seed[] {
  const text = otlpOf(spans);
  const document = JSON.parse(text) as Json;
  const message = encodeTraces(document);
  return [
    { kind: 'json', bytes: utf8(text) },
    { kind: 'json', bytes: utf8(`${text}\n${JSON.stringify(document, null, 2)}\n`) },
    { kind: 'json', bytes: utf8(JSON.stringify({ trace: { batches: document.resourceSpans } })) },
    { kind: 'json', bytes: utf8(JSON.stringify(jaeger(spans))) },
    { kind: 'json', bytes: utf8(JSON.stringify(zipkin(spans))) },
    { kind: 'protobuf', bytes: message },
    { kind: 'framed', bytes: framed([message, message]) },
  ];
}

function jaeger(spans: readonly ShortSpan[]): Json {
  const shown = spans.map((span) => ({
    traceID: traceIdOf(span.trace ?? 1),
    spanID: spanIdOf(span.id),
    operationName: span.name,
    references:
      span.parent === undefined ? [] : [{ refType: 'CHILD_OF', traceID: traceIdOf(1), spanID: spanIdOf(span.parent) }],
    startTime: 1_729_260_300_000_000 + (span.start ?? 0) * 1000,
    duration: (span.duration ?? 1) * 1000,
    tags: Object.entries(span.attributes ?? {}).map(([key, value]) => ({ key, type: 'string', value: String(value) })),
    logs: (span.events ?? []).map((event) => ({
      timestamp: 1,
      fields: [{ key: 'event', type: 'string', value: event.name }],
    })),
    processID: 'p1',
  }));
  return { data: [{ traceID: traceIdOf(1), spans: shown, processes: { p1: { serviceName: 'order-api', tags: [] } } }] };
}

function zipkin(spans: readonly ShortSpan[]): Json[] {
  return spans.map((span) => ({
    traceId: traceIdOf(span.trace ?? 1),
    id: spanIdOf(span.id),
    ...(span.parent === undefined ? {} : { parentId: spanIdOf(span.parent) }),
    name: span.name,
    kind: span.kind?.toUpperCase(),
    timestamp: 1_729_260_300_000_000,
    duration: 1000,
    shared: span.id % 2 === 0,
    localEndpoint: { serviceName: 'order-api' },
    annotations: (span.events ?? []).map(({ name }) => ({ timestamp: 1_729_260_300_000_000, value: name })),
    tags: Object.fromEntries(Object.entries(span.attributes ?? {}).map(([key, value]) => [key, String(value)])),
  }));
}

/** Short documents, so that what is done to them falls on something of each kind. */
const LONGEST = 1_200;

/** What is mutated: every format, drawn with a fixed seed. */
export function seeds(seed: number): Seed[] {
  const written = fc.sample(otlpText, { seed, numRuns: 400 }).filter(({ length }) => length < LONGEST);
  const short = fc.sample(traceSet, { seed, numRuns: 100 }).filter(({ length }) => length <= 4);
  return [...written.map((text): Seed => ({ kind: 'json', bytes: utf8(text) })), ...short.flatMap(formsOf)];
}

/** A seed with one to four things done to it, by what it is or blindly, perhaps packed, and perhaps broken once more. */
export function fuzzInput(from: readonly Seed[], random: Random): FuzzInput {
  const seed = random.pick(from);
  let bytes = seed.bytes;
  for (let left = random.pick([1, 1, 1, 2, 3, 4]); left > 0; left--) {
    bytes = random.chance(0.6)
      ? mutateByKind(seed.kind, bytes, random)
      : mutateBytes(bytes, random, random.pick(from).bytes);
  }
  if (random.chance(0.95)) return { bytes, packed: 'plain' };
  const packed = random.pick(['gzip', 'zstd', 'zstd-framed'] as const);
  const whole = pack(bytes, packed, random);
  return { bytes: random.chance(0.5) ? whole : mutateBytes(whole, random, whole), packed };
}

function mutateByKind(kind: Seed['kind'], bytes: Uint8Array, random: Random): Uint8Array {
  if (kind === 'json') return utf8(mutateJson(Buffer.from(bytes).toString('utf8'), random));
  if (kind === 'protobuf' || bytes.length < 4) return mutateProtobuf(bytes, random);
  const message = mutateProtobuf(bytes.subarray(4, 4 + Buffer.from(bytes).readUInt32BE(0)), random);
  return random.chance(0.5) ? framed([message, message]) : Buffer.concat([framed([message]), message]);
}

/** In one member or frame, or in several. */
function pack(bytes: Uint8Array, how: 'gzip' | 'zstd' | 'zstd-framed', random: Random): Uint8Array {
  const half = random.chance(0.5) ? Math.floor(bytes.length / 2) : bytes.length;
  const parts = [bytes.subarray(0, half), bytes.subarray(half)].filter((part) => part.length > 0);
  if (how === 'gzip') return Buffer.concat(parts.map((part) => gzipSync(part, { level: 1 })));
  const frames = parts.map((part) => zstdCompressSync(part));
  return how === 'zstd' ? Buffer.concat(frames) : framed(frames);
}
