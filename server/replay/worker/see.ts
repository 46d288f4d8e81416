import type { TraceStore } from '../../../engine';
import type { ObservedKind } from '../../../language';
import type { CatalogAttribute, TraceCatalog, ValueType } from '../../../traces/node';
import type { Seen, SeenAttribute, SeenName } from '../../seen/seen';
import { literalValue } from '../../text/attribute-value';

/** Services of one name that are kept. */
const MAX_SERVICES = 10;

/** What the editor is told of the traces, most frequent first. */
export function see(catalog: TraceCatalog, store: TraceStore): Seen {
  const services = servicesByName(store);
  const named = (list: TraceCatalog['spanNames']) =>
    new Map(
      list.map(({ name, count }): [string, SeenName] => [name, { count, services: [...(services.get(name) ?? [])] }]),
    );
  return {
    spans: named(catalog.spanNames),
    events: named(catalog.eventNames),
    attributes: attributesByKey(catalog),
    services: new Map(catalog.services.map(({ name, count }) => [name, count])),
  };
}

/** The services whose spans have a name, or have an event of that name. */
function servicesByName(store: TraceStore): Map<string, Set<string>> {
  const { spans, events, values } = store;
  const service = store.column('resource', 'service.name');
  const byName = new Map<number, Set<number>>();
  // neighbours are mostly of one service
  const lastOf = new Int32Array(values.size).fill(-1);
  const note = (name: number, span: number) => {
    const code = service?.[spans.resource[span]!] ?? 0;
    if (lastOf[name] === code) return;
    lastOf[name] = code;
    const known = byName.get(name) ?? new Set();
    if (code !== 0 && known.size < MAX_SERVICES) known.add(code);
    byName.set(name, known);
  };
  for (let span = 0; span < spans.count; span++) note(spans.name[span]!, span);
  for (let event = 0; event < events.count; event++) note(events.name[event]!, events.span[event]!);
  const text = (code: number) => (code === 0 ? '' : String(values.value(code)));
  return new Map([...byName].map(([name, codes]) => [text(name), new Set([...codes].map(text))]));
}

/** One entry for each key, whatever scopes it stands in. */
function attributesByKey(catalog: TraceCatalog): Map<string, SeenAttribute> {
  const byKey = new Map<string, SeenAttribute>();
  for (const attribute of catalog.attributes) {
    const { key, scope, count, values, moreValues } = attribute;
    const before = byKey.get(key);
    const literals = values.map(literalValue).filter((literal) => literal !== null);
    byKey.set(key, {
      kinds: kindsOf(attribute, before),
      words: wordsOf(attribute, before),
      count: count + (before?.count ?? 0),
      scopes: [...(before?.scopes ?? []), scope],
      values: [...new Set([...(before?.values ?? []), ...literals])],
      complete: !moreValues && (before?.complete ?? true),
    });
  }
  return byKey;
}

const KINDS: Readonly<Partial<Record<ValueType, ObservedKind>>> = {
  string: 'string',
  int: 'number',
  double: 'number',
  bool: 'boolean',
};

/** What the values are; nothing where some have no kind that rules compare by. */
function kindsOf({ types }: CatalogAttribute, before: SeenAttribute | undefined): ObservedKind[] {
  const kinds = types.map((type) => KINDS[type]);
  if (before?.kinds.length === 0 || kinds.includes(undefined)) return [];
  return [...new Set([...kinds, ...(before?.kinds ?? [])])].filter((kind) => kind !== undefined).sort();
}

function wordsOf({ values, moreValues }: CatalogAttribute, before: SeenAttribute | undefined): string[] | null {
  if (moreValues || before?.words === null) return null;
  const texts = values.filter((value) => typeof value === 'string');
  return [...new Set([...texts, ...(before?.words ?? [])])].sort();
}
