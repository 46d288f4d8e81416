import {
  type AttributeValue,
  type FetchRequest,
  Parent,
  SpanFlag,
  type TimeColumn,
  type TraceStore,
} from '../../../engine';
import { plainValue } from '../../text/attribute-value';
import { durationText, instantText } from '../../text/instant';
import { hex } from './find-spans';

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUSES = ['unset', 'ok', 'error'];

/**
 * What a store has of one span, in the order in which people read it. Maps, so that a key such as `__proto__` is only a key.
 * @param request what the store was loaded with: other attributes are not in it
 * @param enclosing see `enclosingSpans`; the store may hold but one of the trace's files
 */
export function spanContent(
  store: TraceStore,
  row: number,
  request: FetchRequest,
  enclosing: readonly string[],
): Map<string, unknown> {
  const { spans } = store;
  const content = new Map<string, unknown>();
  const add = (key: string, value: unknown) => {
    const empty =
      value === null || (value instanceof Map && value.size === 0) || (Array.isArray(value) && value.length === 0);
    if (!empty) content.set(key, value);
  };
  const [start, end] = [nanoseconds(spans.start, row), nanoseconds(spans.end, row)];
  const resource = attributes(store, 'resource', spans.resource[row]!, request.resource);
  add('name', text(store, spans.name[row]!));
  add('kind', KINDS[spans.kind[row]!] ?? 'unspecified');
  add('status', STATUSES[spans.status[row]!] ?? 'unset');
  add('status message', text(store, spans.statusMessage[row]!));
  add('service', resource.get('service.name') ?? null);
  add('start', instantText(start));
  add('end', instantText(end));
  add('duration', durationText(end - start));
  add('trace id', hex(store.traces.id.subarray(spans.trace[row]! * 16, spans.trace[row]! * 16 + 16)));
  add('span id', spanId(store, row));
  add('enclosing spans', enclosing);
  add('attributes', attributes(store, 'span', row, request.span));
  add('events', events(store, row, request));
  add('links', links(store, row, request));
  add('resource', resource);
  add('instrumentation', attributes(store, 'instrumentation', spans.instrumentation[row]!, request.instrumentation));
  add('dropped', dropped(spans.flags[row]!));
  return content;
}

function text(store: TraceStore, code: number): string | null {
  return code === 0 ? null : String(store.values.value(code));
}

function spanId({ spans }: TraceStore, row: number): string {
  return hex(spans.id.subarray(row * 8, row * 8 + 8));
}

function nanoseconds(column: TimeColumn, row: number): bigint {
  return BigInt(column.seconds[row]!) * 1_000_000_000n + BigInt(column.nanoseconds[row]!);
}

type Scope = Parameters<TraceStore['column']>[0];

function attributes(store: TraceStore, scope: Scope, row: number, keys: readonly string[]): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const key of keys) {
    const code = store.column(scope, key)?.[row] ?? 0;
    if (code !== 0) values.set(key, plainValue(store.values.value(code) as AttributeValue));
  }
  return values;
}

/** Names and ids, innermost first; what ends the way up where it is broken. */
export function enclosingSpans(store: TraceStore, row: number): string[] {
  const names: string[] = [];
  for (let at = store.spans.parent[row]!; names.length < 100; at = store.spans.parent[at]!) {
    if (at === Parent.none) break;
    if (at < 0) {
      names.push('(missing: no file has the parent)');
      break;
    }
    names.push(`${text(store, store.spans.name[at]!) ?? ''} · ${spanId(store, at)}`);
  }
  return names;
}

function events(store: TraceStore, row: number, request: FetchRequest): Map<string, unknown>[] {
  return rows(store.spans.firstEvent, row).map((event) => {
    const own = attributes(store, 'event', event, request.event);
    const time = instantText(nanoseconds(store.events.time, event));
    const content = new Map<string, unknown>([
      ['name', text(store, store.events.name[event]!) ?? ''],
      ['time', time],
    ]);
    return own.size > 0 ? content.set('attributes', own) : content;
  });
}

function links(store: TraceStore, row: number, request: FetchRequest): Map<string, unknown>[] {
  return rows(store.spans.firstLink, row).map((link) => {
    const own = attributes(store, 'link', link, request.link);
    const content = new Map<string, unknown>([
      ['trace id', hex(store.links.traceId.subarray(link * 16, link * 16 + 16))],
      ['span id', hex(store.links.spanId.subarray(link * 8, link * 8 + 8))],
    ]);
    return own.size > 0 ? content.set('attributes', own) : content;
  });
}

function rows(first: Uint32Array, row: number): number[] {
  const [from, to] = [first[row] ?? 0, first[row + 1] ?? 0];
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function dropped(flags: number): string[] {
  const parts: [number, string][] = [
    [SpanFlag.droppedAttributes, 'attributes'],
    [SpanFlag.droppedEvents, 'events'],
    [SpanFlag.droppedLinks, 'links'],
  ];
  return parts.filter(([flag]) => (flags & flag) !== 0).map(([, name]) => name);
}
