import { hexWords } from '../hex';
import { foldedId } from '../ids';
import type { Position } from './plain-span';
import type { JsonObject } from './written-number';

/** A Zipkin span with what the tree is made of. */
export interface ZipkinSpan {
  readonly json: JsonObject;
  readonly position: Position;
  readonly traceId: string;
  readonly id: string;
  readonly parentId: string;
  readonly service: string;
  /** OTLP's SpanKind. */
  readonly kind: number;
}

const SERVER = 2;

/**
 * In Zipkin the two sides of a call may share one id. The server's side gets an id of its own and the client's as
 * its parent; children that are of the server's service become the server's.
 */
export function splitShared(spans: readonly ZipkinSpan[]): ZipkinSpan[] {
  const clients = new Set(spans.filter((span) => !isServerSide(span)).map(place));
  const servers = new Map<string, string>();
  for (const span of spans) {
    if (isServerSide(span) && clients.has(place(span))) servers.set(`${place(span)}/${span.service}`, ownId(span));
  }
  return spans.map((span) => {
    if (isServerSide(span) && clients.has(place(span))) return { ...span, id: ownId(span), parentId: span.id };
    const server = servers.get(`${span.traceId}/${span.parentId}/${span.service}`);
    return server === undefined ? span : { ...span, parentId: server };
  });
}

/** `shared` says so; older writers leave it out. */
function isServerSide(span: ZipkinSpan): boolean {
  return span.json.shared === true || span.kind === SERVER;
}

function place(span: ZipkinSpan): string {
  return `${span.traceId}/${span.id}`;
}

/** The same in every run, and for every copy of the span. */
function ownId(span: ZipkinSpan): string {
  const bytes = new TextEncoder().encode(`${place(span)}/server`);
  return hexWords([...foldedId(bytes, 0, bytes.length).subarray(0, 2)]);
}
