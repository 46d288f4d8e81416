import { SPAN_SCHEME } from '../../protocol';

/** The read-only document of a span; its name ends in .yaml, so that editors colour it. */
export function spanUri(traceId: string, spanId: string): string {
  return `${SPAN_SCHEME}:/${traceId}/${spanId}.yaml`;
}

/** The ids that a span document's URI names; undefined for any other URI. */
export function spanOfUri(uri: string): { traceId: string; spanId: string } | undefined {
  const match = /^ringfence-span:\/*([0-9a-f]+)\/([0-9a-f]+)\.yaml$/i.exec(uri);
  return match ? { traceId: match[1]!.toLowerCase(), spanId: match[2]!.toLowerCase() } : undefined;
}
