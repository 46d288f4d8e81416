import { FramedProtobufReader } from '../protobuf/framed-protobuf-reader';
import { messageKind } from '../protobuf/message-kind';
import type { TraceFormat } from './format';
import type { Head } from './head';

/** The collector's file exporter with `format: proto`: each message behind its length, 4 bytes big-endian. */
export const otlpProtobufFramed: TraceFormat = {
  name: 'otlp-protobuf-framed',
  recognises: (head) => framedKind(head) === 'traces',
  open: (context) => new FramedProtobufReader(context),
  openAt: (context, start) => new FramedProtobufReader(context, start),
};

/** Which OTLP messages stand behind lengths; null if none do. */
export function framedKind({ bytes }: Head): ReturnType<typeof messageKind> {
  if (bytes.length < 6 || bytes[0] === 0x0a) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return length < 2 ? null : messageKind(bytes.subarray(4, 4 + length));
}
