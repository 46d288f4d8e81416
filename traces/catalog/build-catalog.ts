import type { TraceStore } from '../../engine';
import type { DictionaryBuilder } from '../columns/dictionary';
import { ValueKind } from '../columns/value-codec';
import type { AttributeSample } from './attribute-sample';
import type { CatalogAttribute, Counted, TraceCatalog, ValueType } from './catalog';
import type { CatalogCollector } from './catalog-collector';

/** The catalog of a store. Services are known if `service.name` was fetched, event names if events were. */
export function buildCatalog(store: TraceStore, collector: CatalogCollector, values: DictionaryBuilder): TraceCatalog {
  const attributes: CatalogAttribute[] = [];
  for (const scope of collector.scopes()) {
    for (const sample of scope.samples()) attributes.push({ scope: scope.scope, ...describe(sample, values) });
  }
  const service = store.column('resource', 'service.name');
  return {
    spanNames: counted(store.spans.name, values),
    eventNames: counted(store.events.name, values),
    services:
      service === undefined
        ? []
        : counted(
            store.spans.resource.map((row) => service[row]!),
            values,
          ),
    attributes: attributes.sort(
      (a, b) => b.count - a.count || compareText(a.key, b.key) || compareText(a.scope, b.scope),
    ),
    moreAttributes: [...collector.scopes()].some((scope) => scope.moreKeys),
  };
}

function describe(sample: AttributeSample, values: DictionaryBuilder): Omit<CatalogAttribute, 'scope'> {
  const codes = [...sample.values];
  return {
    key: sample.key,
    count: sample.count,
    types: [...new Set(codes.map((code) => typeOf(code, values)))].sort(),
    values: codes.map((code) => values.value(code)),
    moreValues: sample.moreValues,
    spanNames: ordered(sample.spanNames, values),
  };
}

const TYPES: Readonly<Record<number, ValueType>> = {
  [ValueKind.string]: 'string',
  [ValueKind.bigint]: 'int',
  [ValueKind.boolean]: 'bool',
  [ValueKind.bytes]: 'bytes',
  [ValueKind.list]: 'array',
  [ValueKind.map]: 'kvlist',
};

/** A whole number may have been a double: a dictionary doesn't tell 1 from 1.0, and neither do rules. */
function typeOf(code: number, values: DictionaryBuilder): ValueType {
  return TYPES[values.kind(code)] ?? (Number.isInteger(values.value(code)) ? 'int' : 'double');
}

function counted(codes: Uint32Array, values: DictionaryBuilder): readonly Counted[] {
  const counts = new Map<number, number>();
  for (const code of codes) if (code !== 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  return ordered(counts, values);
}

function ordered(counts: ReadonlyMap<number, number>, values: DictionaryBuilder): readonly Counted[] {
  return [...counts]
    .map(([code, count]) => ({ name: String(values.value(code)), count }))
    .sort((a, b) => b.count - a.count || compareText(a.name, b.name));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
