import { messageKind } from '../protobuf/message-kind';
import { OtlpProtobufReader } from '../protobuf/otlp-protobuf-reader';
import type { TraceFormat } from './format';

/** A bare `TracesData` or `ExportTraceServiceRequest`. */
export const otlpProtobuf: TraceFormat = {
  name: 'otlp-protobuf',
  recognises: (head) => messageKind(head.bytes) === 'traces',
  open: (context) => new OtlpProtobufReader(context),
};
