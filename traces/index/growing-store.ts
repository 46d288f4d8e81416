import type { ColumnScope, SpanColumns, TraceStore } from '../../engine';
import type { ColumnsBuilder } from '../columns/builder';
import type { DictionaryBuilder } from '../columns/dictionary';
import type { SharedRows } from '../columns/shared-rows';
import { ColumnOrder, gatherUint32 } from './gather';
import { gatherAttributes, gatherShared, listedAttributes, sharedRows } from './gather-attributes';
import { type InputOrder, rowsElsewhere } from './input-order';

/** A store, and what lies behind it. */
export interface StoreParts {
  readonly store: TraceStore;
  /** Those that `TraceStore.column` finds. */
  readonly columns: Readonly<Record<ColumnScope, Map<string, Uint32Array>>>;
  /** The builder's rows in the order of the store's. */
  readonly spans: Uint32Array;
  readonly events: Uint32Array;
  readonly links: Uint32Array;
}

type Written<T> = { -readonly [K in keyof T]: T[K] };

/** A store to which columns can be added, by what was read of the same input once more; the others stay as they are. */
export class GrowingStore {
  readonly values: DictionaryBuilder;
  readonly #parts: StoreParts;
  readonly #order: InputOrder;

  /** @param order of the rows in the builder that the store was built of */
  constructor(parts: StoreParts, values: DictionaryBuilder, order: InputOrder) {
    this.#parts = parts;
    this.values = values;
    this.#order = order;
  }

  /**
   * Adds the attributes and status messages that a builder took in, whose values are this store's. Of resources, of scopes, and
   * of attributes by how their keys begin, those are all that the store is to have, or none.
   * @returns false, and nothing done, if it was not the same input
   */
  grow(builder: ColumnsBuilder, order: InputOrder): boolean {
    const { columns, store } = this.#parts;
    const { request } = builder;
    const spans = placed(this.#parts.spans, rowsElsewhere(this.#order.spans, order.spans));
    const events = request.events ? placed(this.#parts.events, rowsElsewhere(this.#order.events, order.events)) : NONE;
    const links = request.links ? placed(this.#parts.links, rowsElsewhere(this.#order.links, order.links)) : NONE;
    if (spans === null || events === null || links === null || !startAlike(store, builder, spans)) return false;
    add(columns.span, gatherAttributes(builder.spanAttributes, builder.spans.count, new ColumnOrder(spans)));
    add(columns.event, gatherAttributes(builder.eventAttributes, builder.events.count, new ColumnOrder(events)));
    add(columns.link, gatherAttributes(builder.linkAttributes, builder.links.count, new ColumnOrder(links)));
    if (request.prefixes.length > 0) (store as Written<TraceStore>).listed = listedAttributes(builder, spans, events);
    if (request.statusMessage) setStatusMessage(store, gatherUint32(builder.spans.statusMessage, spans));
    this.#share(builder, spans);
    return true;
  }

  #share({ request, resources, scopes, spans }: ColumnsBuilder, rows: Uint32Array): void {
    const { columns, store } = this.#parts;
    const ofSpans: Written<Pick<SpanColumns, 'resource' | 'instrumentation'>> = store.spans;
    const counts: Written<Pick<TraceStore, 'resourceCount' | 'instrumentationCount'>> = store;
    if (request.resource.length > 0) {
      ofSpans.resource = shareAnew(columns.resource, resources, gatherUint32(spans.resource, rows));
      counts.resourceCount = resources.count;
    }
    if (request.instrumentation.length > 0) {
      ofSpans.instrumentation = shareAnew(columns.instrumentation, scopes, gatherUint32(spans.instrumentation, rows));
      counts.instrumentationCount = scopes.count;
    }
  }
}

const NONE = new Uint32Array(0);

/** By the store's rows those elsewhere. */
function placed(rows: Uint32Array, elsewhere: Uint32Array | null): Uint32Array | null {
  return elsewhere === null ? null : gatherUint32(elsewhere, rows);
}

/** Whether all spans begin when they did: files may have changed unnoticed. */
function startAlike({ spans: { start } }: TraceStore, { spans }: ColumnsBuilder, rows: Uint32Array): boolean {
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    if (spans.startNanoseconds[row] !== start.nanoseconds[place] || spans.startSeconds[row] !== start.seconds[place])
      return false;
  }
  return true;
}

/** It is worked out when somebody asks, until it is known. */
function setStatusMessage({ spans }: TraceStore, value: Uint32Array): void {
  Object.defineProperty(spans, 'statusMessage', { value, enumerable: true, configurable: true });
}

function add(columns: Map<string, Uint32Array>, more: ReadonlyMap<string, Uint32Array>): void {
  for (const [key, column] of more) columns.set(key, column);
}

function shareAnew(columns: Map<string, Uint32Array>, shared: SharedRows, opened: Uint32Array): Uint32Array {
  const rows = sharedRows(shared, opened);
  columns.clear();
  add(columns, gatherShared(shared));
  return rows;
}
