import type { TraceStore } from '../../engine';
import type { DictionaryBuilder } from '../columns/dictionary';
import { type AttributeSample, MOST_VALUES } from './attribute-sample';
import type { CatalogAttribute, Counted, TraceCatalog } from './catalog';
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
  const { key, count, hasLong, types, lowest } = sample;
  const codes = lowest.slice(0, MOST_VALUES).map(({ code }) => code);
  return {
    key,
    count,
    types: [...types].sort(),
    values: codes.sort((a, b) => compareValues(values, a, b)).map((code) => values.value(code)),
    moreValues: hasLong || lowest.length > MOST_VALUES,
  };
}

/** By type, then numbers by what they are and others by their bytes. */
function compareValues(values: DictionaryBuilder, a: number, b: number): number {
  const [left, right] = [values.value(a), values.value(b)];
  return typeof left === 'number' && typeof right === 'number' ? left - right : values.compare(a, b);
}

function counted(codes: Uint32Array, values: DictionaryBuilder): readonly Counted[] {
  const counts = new Uint32Array(values.size);
  for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
  const list: Counted[] = [];
  counts.forEach((count, code) => {
    if (code > 0 && count > 0) list.push({ name: String(values.value(code)), count });
  });
  return list.sort((a, b) => b.count - a.count || compareText(a.name, b.name));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
