import { FOREIGN } from './foreign';
import type { TraceFormat } from './format';
import type { Head } from './head';
import { jaegerJson } from './jaeger-json';
import { otlpJson } from './otlp-json';
import { otlpProtobuf } from './otlp-protobuf';
import { otlpProtobufFramed } from './otlp-protobuf-framed';
import { zipkinJson } from './zipkin-json';

/** In the order in which they are asked. */
const FORMATS: readonly TraceFormat[] = [otlpProtobufFramed, otlpProtobuf, jaegerJson, zipkinJson, otlpJson];

/** What a content is, by its beginning: a format, or a sentence that says why it isn't read. */
export function recognise(head: Head): TraceFormat | string {
  const foreign = FOREIGN.find((content) => content.recognises(head));
  if (foreign !== undefined) return foreign.sentence;
  return FORMATS.find((format) => format.recognises(head)) ?? UNKNOWN;
}

/** @throws RangeError for a name that no format has */
export function formatNamed(name: string): TraceFormat {
  const format = FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new RangeError(`no format is named ${name}`);
  return format;
}

const UNKNOWN = 'This is no trace file: it is neither JSON nor OTLP protobuf.';
