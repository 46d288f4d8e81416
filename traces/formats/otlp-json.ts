import { OtlpJsonReader } from '../json/otlp-json-reader';
import type { TraceFormat } from './format';

/** Any JSON that nothing else is known of: what it is shows when it is read. */
export const otlpJson: TraceFormat = {
  name: 'otlp-json',
  recognises: (head) => head.json() !== null || JSON_LINE.test(head.latin1()),
  open: (context) => new OtlpJsonReader(context),
  openAt: (context, start) => new OtlpJsonReader(context, start),
};

/** A broken first line doesn't make JSON lines something else. */
const JSON_LINE = /\n[ \t]*\{[ \t]*"(resource_?[sS]pans|batches)"[ \t]*:/;
