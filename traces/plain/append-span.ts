import { isUnder, SpanFlag } from '../../engine';
import type { ScopeCollector } from '../catalog/scope-collector';
import type { AttributeColumns } from '../columns/attribute-columns';
import type { ColumnsBuilder } from '../columns/builder';
import { PendingAttributes } from '../columns/listed-attributes';
import type { SharedRows } from '../columns/shared-rows';
import { ParentState } from '../columns/span-rows';
import { IdReader } from '../ids';
import type { ReadContext } from '../reader';
import { saysSampled } from '../sampling';
import { TimeReader } from '../time';
import type { Attributes, PlainEvent, PlainLink, PlainSpan } from './plain-span';

const encoder = new TextEncoder();

/** Puts plain spans into columns. */
export class SpanAppender {
  readonly #context: ReadContext;
  readonly #builder: ColumnsBuilder;
  readonly #ids = new IdReader();
  readonly #time = new TimeReader();

  constructor(context: ReadContext) {
    this.#context = context;
    this.#builder = context.builder;
  }

  append(span: PlainSpan): void {
    const builder = this.#builder;
    const { request, spans: rows } = builder;
    const resource = this.#share(builder.resources, span.resource, builder.catalog?.scope('resource'));
    const scope = this.#share(builder.scopes, span.scope, builder.catalog?.scope('instrumentation'));
    const row = builder.beginSpan();
    rows.file[row] = this.#context.file;
    rows.offset[row] = span.position.offset;
    rows.line[row] = span.position.line;
    rows.resource[row] = resource;
    rows.instrumentation[row] = scope;
    rows.name[row] = this.#text(span.name);
    rows.kind[row] = span.kind;
    rows.status[row] = span.status;
    if (request.statusMessage && span.statusMessage !== '') rows.statusMessage[row] = this.#text(span.statusMessage);
    this.#setIds(row, span);
    this.#setTimes(row, span);
    if (span.incomplete) rows.flags[row]! |= SpanFlag.droppedAttributes;
    const traceState = encoder.encode(span.traceState);
    if (saysSampled(traceState, 0, traceState.length)) rows.flags[row]! |= SpanFlag.sampled;
    this.#setAttributes(builder.spanAttributes, row, span.attributes, builder.catalog?.scope('span'));
    if (request.events) for (const event of span.events) this.#addEvent(event);
    if (request.links) for (const link of span.links) this.#addLink(link);
    builder.commitSpan();
    this.#context.tally.spans++;
  }

  #setIds(row: number, span: PlainSpan): void {
    const { spans: rows, traceIds } = this.#builder;
    const words = this.#ids.words;
    if (!this.#require(span.traceId, 16)) this.#irregular(row, span, 'trace id is not 32 hex digits, not all 0');
    rows.trace[row] = traceIds.numberOf(words);
    if (!this.#require(span.spanId, 8)) this.#irregular(row, span, 'span id is not 16 hex digits, not all 0');
    rows.idHigh[row] = words[0]!;
    rows.idLow[row] = words[1]!;
    const parent = encoder.encode(span.parentSpanId);
    const form = parent.length === 0 ? 'zero' : this.#ids.readText(parent, 0, parent.length, 8);
    if (form === 'zero') return;
    rows.parentState[row] = form === 'regular' ? ParentState.named : ParentState.irregular;
    rows.parentHigh[row] = words[0]!;
    rows.parentLow[row] = words[1]!;
  }

  #require(id: string, size: number): boolean {
    const bytes = encoder.encode(id);
    return this.#ids.requireText(bytes, 0, bytes.length, size);
  }

  #irregular(row: number, span: PlainSpan, what: string): void {
    const { offset, line } = span.position;
    this.#builder.spans.flags[row]! |= SpanFlag.irregularId;
    this.#context.problems.add(line, offset, what, 'nothing: the span is judged, and its trace counts as incomplete');
  }

  #setTimes(row: number, span: PlainSpan): void {
    const { spans: rows } = this.#builder;
    const time = this.#time;
    const started = time.readBigint(span.start);
    rows.startSeconds[row] = time.seconds;
    rows.startNanoseconds[row] = time.nanoseconds;
    const ended = time.readBigint(span.end);
    rows.endSeconds[row] = time.seconds;
    rows.endNanoseconds[row] = time.nanoseconds;
    if (started && ended) return;
    this.#context.problems.add(span.position.line, span.position.offset, 'a time out of range', 'the time');
  }

  #addEvent(event: PlainEvent): void {
    const { events, eventAttributes, catalog } = this.#builder;
    const row = events.add();
    events.name[row] = this.#text(event.name);
    this.#time.readBigint(event.time);
    events.seconds[row] = this.#time.seconds;
    events.nanoseconds[row] = this.#time.nanoseconds;
    this.#setAttributes(eventAttributes, row, event.attributes, catalog?.scope('event'));
  }

  #addLink(link: PlainLink): void {
    const { links } = this.#builder;
    const row = links.add();
    this.#require(link.traceId, 16);
    links.traceId.set(this.#ids.words, row * 4);
    this.#require(link.spanId, 8);
    links.spanId.set(this.#ids.words.subarray(0, 2), row * 2);
  }

  #setAttributes(
    columns: AttributeColumns,
    row: number,
    attributes: Attributes,
    collector: ScopeCollector | undefined,
  ): void {
    this.#codes(columns.keys, attributes, collector).forEach((code, key) => {
      columns.set(key, row, code);
    });
    if (columns.listed === null) return;
    const { request, values } = this.#builder;
    const listed = new PendingAttributes();
    for (const [key, value] of attributes)
      if (isUnder(request.prefixes, key)) listed.set(this.#text(key), values.intern(value));
    columns.listed.store(row, listed);
  }

  #share(shared: SharedRows, attributes: Attributes, collector: ScopeCollector | undefined): number {
    const opened = shared.open();
    shared.close(opened, this.#codes(shared.attributes.keys, attributes, collector));
    this.#builder.commitEntity();
    return opened;
  }

  #codes(keys: readonly string[], attributes: Attributes, collector: ScopeCollector | undefined): Uint32Array {
    const { catalog, values } = this.#builder;
    const codes = new Uint32Array(keys.length);
    for (const [key, value] of attributes) {
      const place = keys.indexOf(key);
      const bytes = encoder.encode(key);
      const sample = collector?.sample(bytes, 0, bytes.length);
      if (place >= 0) codes[place] = values.intern(value);
      if (sample === undefined) continue;
      const from = place >= 0 ? values : catalog!.lookedAt;
      catalog!.saw(sample, from, place >= 0 ? codes[place]! : from.intern(value));
    }
    return codes;
  }

  #text(text: string): number {
    return this.#builder.values.intern(text.toWellFormed());
  }
}
