import type { AttributeValue } from '../../engine';
import { exactInteger } from '../integer';
import { Byte } from '../json/bytes';
import type { ReadContext } from '../reader';
import { SpanAppender } from './append-span';
import { WholeJsonReader } from './json-walk';
import type { Attributes, PlainSpan, Position } from './plain-span';
import { asObject, asText, type JsonObject, objects } from './written-number';
import { splitShared, type ZipkinSpan } from './zipkin-shared';

const KINDS: Readonly<Record<string, number>> = { SERVER: 2, CLIENT: 3, PRODUCER: 4, CONSUMER: 5 };
const ERROR = 2;

/** Zipkin v2: spans in an array, or in arrays in an array; microseconds, and values that all are strings. */
export class ZipkinReader extends WholeJsonReader {
  readonly #appender: SpanAppender;
  readonly #spans: ZipkinSpan[] = [];

  constructor(context: ReadContext) {
    super(context);
    this.#appender = new SpanAppender(context);
  }

  protected walk(): void {
    this.eachElement(() => {
      if (this.scanner.peek() === Byte.openBracket) this.eachElement(() => this.#readSpan());
      else this.#readSpan();
    });
  }

  protected override finish(): void {
    for (const span of splitShared(this.#spans)) this.#appender.append(plainSpan(span));
  }

  #readSpan(): void {
    const found = this.readObject('span');
    if (found !== undefined) this.#spans.push(zipkinSpan(found.object, found));
  }
}

function zipkinSpan(span: JsonObject, { offset, line }: Position): ZipkinSpan {
  return {
    json: span,
    position: { offset, line },
    traceId: padded(asText(span.traceId), 32),
    id: padded(asText(span.id), 16),
    parentId: padded(asText(span.parentId), 16),
    service: asText(asObject(span.localEndpoint)?.serviceName),
    kind: KINDS[asText(span.kind)] ?? 0,
  };
}

function plainSpan(span: ZipkinSpan): PlainSpan {
  const { json } = span;
  const start = microseconds(json.timestamp);
  const tags = tagsOf(json);
  const error = tags.get('error');
  return {
    traceId: span.traceId,
    spanId: span.id,
    parentSpanId: span.parentId,
    name: asText(json.name),
    kind: span.kind,
    status: error === undefined || error === 'false' ? 0 : ERROR,
    statusMessage: typeof error === 'string' && error !== 'true' ? error : '',
    traceState: '',
    start,
    end: start + microseconds(json.duration),
    attributes: tags,
    resource: span.service === '' ? new Map() : new Map([['service.name', span.service]]),
    scope: new Map(),
    events: objects(json.annotations).map((annotation) => ({
      name: asText(annotation.value),
      time: microseconds(annotation.timestamp),
      attributes: new Map(),
    })),
    links: [],
    incomplete: false,
    position: span.position,
  };
}

/** Tags, and the endpoints by the names that OpenTelemetry's conventions give them. */
function tagsOf(json: JsonObject): Attributes {
  const tags = new Map<string, AttributeValue>();
  const local = asObject(json.localEndpoint);
  const remote = asObject(json.remoteEndpoint);
  const set = (key: string, value: unknown) => {
    const text = asText(value);
    if (text !== '') tags.set(key, text);
  };
  set('network.local.address', local?.ipv4 ?? local?.ipv6);
  set('network.local.port', local?.port);
  set('service.peer.name', remote?.serviceName);
  set('network.peer.address', remote?.ipv4 ?? remote?.ipv6);
  set('network.peer.port', remote?.port);
  for (const [key, value] of Object.entries(asObject(json.tags) ?? {})) tags.set(key.toWellFormed(), asText(value));
  return tags;
}

/** As nanoseconds; 0 for what is no integer. */
function microseconds(value: unknown): bigint {
  return (exactInteger(asText(value)) ?? 0n) * 1000n;
}

function padded(id: string, digits: number): string {
  return /^[0-9a-fA-F]+$/.test(id) ? id.padStart(digits, '0') : id;
}
