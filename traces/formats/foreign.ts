import { messageKind } from '../protobuf/message-kind';
import type { ForeignContent } from './format';
import type { Head } from './head';
import { framedKind } from './otlp-protobuf-framed';

/** What is met beside traces, the most telling first. */
export const FOREIGN: readonly ForeignContent[] = [
  { sentence: 'The file is empty.', recognises: (head) => head.firstByte() < 0 },
  starting('This is gzip inside something that was compressed already.', 0x1f, 0x8b),
  starting('This is a PNG image.', 0x89, 0x50, 0x4e, 0x47),
  starting('This is a JPEG image.', 0xff, 0xd8, 0xff),
  starting('This is a GIF image.', 0x47, 0x49, 0x46, 0x38),
  starting('This is a PDF document.', 0x25, 0x50, 0x44, 0x46),
  starting('This is a ZIP archive: unpack it first.', 0x50, 0x4b, 0x03, 0x04),
  starting('This is a Parquet file, which is not read.', 0x50, 0x41, 0x52, 0x31),
  starting('This is a SQLite database, which is not read.', 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65),
  starting('This is WebAssembly.', 0x00, 0x61, 0x73, 0x6d),
  starting('This is UTF-16 text: JSON has to be UTF-8.', 0xff, 0xfe),
  starting('This is UTF-16 text: JSON has to be UTF-8.', 0xfe, 0xff),
  starting('This is an OpenTelemetry Arrow batch, which is not read.', 0x12, -1, -1, 0x0a, 0x01),
  { sentence: 'These are OTLP logs, not traces.', recognises: (head) => isMessages(head, 'logs') },
  { sentence: 'These are OTLP metrics, not traces.', recognises: (head) => isMessages(head, 'metrics') },
  {
    sentence: 'These are spans that are not OTLP (an index export, or the rows of a store): they are not read.',
    recognises: isFlatSpans,
  },
  { sentence: 'This is a source map.', recognises: (head) => hasKeys(head, 1, 'version', 'mappings') },
  {
    sentence: 'This is text of some kind, not JSON and not OTLP protobuf.',
    recognises: (head) => head.json() === null && isText(head) && !/\n[ \t]*\{/.test(head.latin1()),
  },
];

function isMessages(head: Head, kind: 'logs' | 'metrics'): boolean {
  return messageKind(head.bytes) === kind || framedKind(head) === kind;
}

/** @param bytes what the content begins with; -1 for any byte */
function starting(sentence: string, ...bytes: number[]): ForeignContent {
  return { sentence, recognises: (head) => bytes.every((byte, at) => byte < 0 || head.bytes[at] === byte) };
}

/** Objects with the ids of a span and no `resourceSpans` around them; in arrays, or one after another. */
function isFlatSpans(head: Head): boolean {
  const outline = head.json();
  if (outline === null) return false;
  const keys = outline.keys[outline.isArray ? 2 : 1]!;
  const isBulk = !outline.isArray && (keys.has('index') || keys.has('create'));
  return isBulk ? /"(traceId|traceID|trace_id)"/.test(head.latin1()) : hasSpanIds(keys);
}

function hasSpanIds(keys: ReadonlySet<string>): boolean {
  const trace = keys.has('traceId') || keys.has('trace_id') || keys.has('traceID');
  const span = keys.has('spanId') || keys.has('span_id') || keys.has('spanID');
  return trace && span;
}

function hasKeys(head: Head, depth: number, ...keys: string[]): boolean {
  const known = head.json()?.keys[depth];
  return known !== undefined && keys.every((key) => known.has(key));
}

/** Neither control characters nor anything that UTF-8 doesn't have. */
function isText(head: Head): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: telling text from binary content is what this is for
  return !/[\x00-\x08\x0e-\x1a]/.test(head.latin1());
}
