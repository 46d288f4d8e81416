import fc from 'fast-check';
import { encodeTraces } from '../support/encode-otlp';
import { otlpOf, type ShortSpan, spanIdOf, traceIdOf } from '../support/generate/otlp';
import { traceSet } from '../support/generate/traces';
import { otlpText } from '../traces/arbitrary-otlp';
import { mutateBytes } from './mutate-bytes';
import { mutateFramed } from './mutate-framed';
import { type JsonTokens, jsonTokens, mutateJson } from './mutate-json';
import { mutateProtobuf } from './mutate-protobuf';
import { lengthPrefixed, type Packing, pack } from './pack';
import type { Random } from './random';

/** Something that a reader takes, before anything is done to it. */
export interface Seed {
  readonly kind: 'json' | 'protobuf' | 'framed';
  readonly bytes: Uint8Array;
  /** Of JSON; taken apart once, as each seed is used again and again. */
  readonly tokens?: JsonTokens;
}

export interface FuzzInput {
  readonly bytes: Uint8Array;
  readonly packed: 'plain' | Packing;
  /** What it unpacks to; null where nobody can know that any more. */
  readonly content: Uint8Array | null;
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

type Json = Record<string, unknown>;

const jsonSeed = (text: string): Seed => ({ kind: 'json', bytes: utf8(text), tokens: jsonTokens(utf8(text)) });

function formsOf(spans: readonly ShortSpan[]): Seed[] {
  const text = otlpOf(spans);
  const document = JSON.parse(text) as Json;
  const message = encodeTraces(document);
  return [
    jsonSeed(text),
    jsonSeed(`${text}\n${JSON.stringify(document, null, 2)}\n`),
    jsonSeed(JSON.stringify({ trace: { batches: document.resourceSpans } })),
    jsonSeed(JSON.stringify(jaeger(spans))),
    jsonSeed(JSON.stringify(zipkin(spans))),
    { kind: 'protobuf', bytes: message },
    { kind: 'framed', bytes: lengthPrefixed([message, message]) },
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
  return [...written.map(jsonSeed), ...short.flatMap(formsOf).filter(({ bytes }) => bytes.length < 2 * LONGEST)];
}

/** A seed with one to four things done to it, by what it is or blindly, perhaps packed, and perhaps broken once more. */
export function fuzzInput(from: readonly Seed[], random: Random): FuzzInput {
  const seed = random.pick(from);
  let bytes = seed.bytes;
  for (let left = random.pick([1, 1, 1, 2, 3, 4]); left > 0; left--) {
    bytes = random.chance(0.6)
      ? mutateByKind(seed, bytes, random)
      : mutateBytes(bytes, random, random.pick(from).bytes);
  }
  if (random.chance(0.95)) return { bytes, packed: 'plain', content: bytes };
  const packed = random.pick(['gzip', 'zstd', 'zstd-framed'] as const);
  return { packed, ...pack(bytes, packed, random) };
}

function mutateByKind({ kind, ...seed }: Seed, bytes: Uint8Array, random: Random): Uint8Array {
  const tokens = bytes === seed.bytes ? seed.tokens : undefined;
  if (kind === 'json') return utf8(mutateJson(tokens ?? jsonTokens(bytes), random));
  return kind === 'protobuf' ? mutateProtobuf(bytes, random) : mutateFramed(bytes, random);
}
