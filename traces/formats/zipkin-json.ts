import { ZipkinReader } from '../plain/zipkin';
import type { TraceFormat } from './format';

/** Spans in an array, or in arrays in an array. */
export const zipkinJson: TraceFormat = {
  name: 'zipkin-json',
  recognises: (head) => {
    const outline = head.json();
    if (!outline?.isArray) return false;
    return [2, 3].some((depth) => {
      const keys = outline.keys[depth]!;
      return keys.has('traceId') && keys.has('id') && !keys.has('spanId');
    });
  },
  open: (context) => new ZipkinReader(context),
};
