import type { FetchRequest, TraceStore } from '../../engine';
import { buildCatalog } from '../catalog/build-catalog';
import type { TraceCatalog } from '../catalog/catalog';
import { CatalogCollector } from '../catalog/catalog-collector';
import { buildStore } from '../index/build-store';
import { GrowingStore } from '../index/growing-store';
import { inputOrder, type RowRun } from '../index/input-order';
import type { Problem } from '../problem';
import type { OpenScanner } from '../scanned/scanner-memory';
import { SpanScanner } from '../scanned/span-scanner';
import { AttributeColumns } from './attribute-columns';
import { DictionaryBuilder } from './dictionary';
import { EventRows } from './event-rows';
import { LinkRows } from './link-rows';
import { SharedRows } from './shared-rows';
import { SpanRows } from './span-rows';
import { TraceIds } from './trace-ids';

/** Where readers put what they read; `build` makes a store of it, once. */
export class ColumnsBuilder {
  readonly request: FetchRequest;
  readonly values: DictionaryBuilder;
  readonly traceIds: TraceIds;
  readonly spans = new SpanRows();
  readonly events = new EventRows();
  readonly links = new LinkRows();
  readonly spanAttributes: AttributeColumns;
  readonly eventAttributes: AttributeColumns;
  readonly linkAttributes: AttributeColumns;
  readonly resources: SharedRows;
  readonly scopes: SharedRows;
  /** Sees every attribute, whatever is requested; null where no catalog is wanted. */
  readonly catalog: CatalogCollector | null;
  readonly #files: string[] = [];
  readonly #openScanner: OpenScanner | undefined;
  #spanScanner: SpanScanner | null = null;
  #spanBegun = false;

  constructor(request: FetchRequest, options: BuilderOptions = {}) {
    this.request = request;
    this.values = options.values ?? new DictionaryBuilder();
    this.#openScanner = options.openScanner;
    this.traceIds = new TraceIds(!options.absorbed);
    this.spanAttributes = new AttributeColumns(request.span, request.prefixes);
    this.eventAttributes = new AttributeColumns(request.event, request.prefixes);
    this.linkAttributes = new AttributeColumns(request.link);
    this.resources = new SharedRows(request.resource);
    this.scopes = new SharedRows(request.instrumentation);
    this.catalog = options.catalog ? new CatalogCollector(this.values) : null;
  }

  get files(): readonly string[] {
    return this.#files;
  }

  /** The number for `SpanRows.file` of what is read next. */
  addFile(path: string): number {
    return this.#files.push(path) - 1;
  }

  /** What reads most spans of OTLP JSON; null if there is no scanner. */
  spanScanner(): SpanScanner | null {
    if (this.#openScanner !== undefined) this.#spanScanner ??= new SpanScanner(this.#openScanner(), this);
    return this.#spanScanner;
  }

  /** Makes room for about so many spans in all: growing bit by bit copies everything again and again. */
  expectSpans(count: number): void {
    this.spans.reserve(Math.max(0, count - this.spans.count));
    this.spanAttributes.expected = count;
  }

  /** Forgets everything but values: what is read next is of another content. */
  clear(): void {
    const { events, links, spans } = this;
    this.spanAttributes.clearRows(spans.count);
    this.eventAttributes.clearRows(events.count);
    this.linkAttributes.clearRows(links.count);
    spans.count = 0;
    events.count = 0;
    links.count = 0;
    this.traceIds.clear();
    this.resources.clear();
    this.scopes.clear();
    this.#files.length = 0;
  }

  /** How many spans were read, those included that are not in rows yet. */
  get spanCount(): number {
    return this.spans.count + (this.#spanScanner?.pending ?? 0);
  }

  /** Puts all spans that were read into rows. */
  settle(): void {
    this.#spanScanner?.flush();
  }

  /** A new span row, with its events and links still to come. */
  beginSpan(): number {
    const row = this.spans.begin();
    this.#spanBegun = true;
    this.spans.firstEvent[row] = this.events.count;
    this.spans.firstLink[row] = this.links.count;
    return row;
  }

  commitSpan(): void {
    this.catalog?.commit();
    this.spans.commit();
    this.#spanBegun = false;
  }

  /** What was read of a resource or scope is whole. */
  commitEntity(): void {
    this.catalog?.commitEntity();
  }

  /** Forgets what was read and not committed, if anything was. */
  abandon(): void {
    this.catalog?.abandon();
    if (!this.#spanBegun) return;
    this.#spanBegun = false;
    const row = this.spans.count;
    this.spanAttributes.clear(row);
    this.abandonEvents(row);
    this.abandonLinks(row);
  }

  abandonEvents(row: number): void {
    const first = this.spans.firstEvent[row]!;
    for (let event = first; event < this.events.count; event++) this.eventAttributes.clear(event);
    this.events.count = first;
  }

  abandonLinks(row: number): void {
    const first = this.spans.firstLink[row]!;
    for (let link = first; link < this.links.count; link++) this.linkAttributes.clear(link);
    this.links.count = first;
  }

  /**
   * Groups, orders, resolves. The builder is used up by it.
   * @param runs of spans, all of them, in the order of the input, if that isn't theirs
   */
  build(runs: readonly RowRun[] = [{ first: 0, count: this.spanCount }]): BuiltStore {
    this.settle();
    const order = inputOrder(this, runs);
    const parts = buildStore(this);
    const { store, problems, alike } = parts;
    const catalog = this.catalog === null ? null : buildCatalog(store, this.catalog, this.values);
    return { store, problems, catalog, growing: alike ? null : new GrowingStore(parts, this.values, order) };
  }
}

export interface BuilderOptions {
  readonly catalog?: boolean | undefined;
  /** Values that are known already. */
  readonly values?: DictionaryBuilder | undefined;
  /** Whether it is never built, but its columns go elsewhere. */
  readonly absorbed?: boolean | undefined;
  /** Without it, spans are read more slowly. */
  readonly openScanner?: OpenScanner | undefined;
}

export interface BuiltStore {
  readonly store: TraceStore;
  /** Spans that share their ids and differ in what was read. */
  readonly problems: readonly Problem[];
  readonly catalog: TraceCatalog | null;
  /** The store, to add columns to; null where more of them could tell spans apart that are one now, or change their order. */
  readonly growing: GrowingStore | null;
}
