import { convention, conventions, type Declared, type FileScope, visibleDeclarations } from '../../language';
import type { Seen, SeenAttribute, SeenName } from '../seen/seen';
import { markdownText } from '../text/markdown';
import { Kind, type Suggestion, Tier, writtenName } from './items';

/** Spans and events of the traces, most frequent first. */
export function seenOccurrences(seen: Seen, of: 'span' | 'event' | 'any' = 'any'): Suggestion[] {
  const spans = of === 'event' ? [] : seenNames(seen.spans, 'span');
  const events = of === 'span' ? [] : seenNames(seen.events, 'event');
  return [...spans, ...events];
}

function seenNames(names: ReadonlyMap<string, SeenName>, what: 'span' | 'event'): Suggestion[] {
  return [...names].flatMap(([label, { count, services }]) => {
    const insert = writtenName(label);
    const from = services.length > 0 ? ` · ${shortList(services)}` : '';
    const detail = `${what} in traces · ${count.toLocaleString('en-US')}${from}`;
    return insert === null ? [] : [{ label, insert, detail, kind: Kind.Event, tier: Tier.occurrences }];
  });
}

/** Attributes of the traces, most frequent first. */
export function seenAttributes(seen: Seen, scope?: string): Suggestion[] {
  return [...seen.attributes].flatMap(([label, attribute]) => {
    const insert = writtenName(label);
    if (insert === null || (scope && !attribute.scopes.includes(scope))) return [];
    const documentation = attributeText(label, attribute);
    return [
      { label, insert, detail: attributeDetail(attribute), documentation, kind: Kind.Field, tier: Tier.attributes },
    ];
  });
}

function attributeDetail({ scopes, count }: SeenAttribute): string {
  return `${scopes.join(' and ')} attribute in traces · ${count.toLocaleString('en-US')}`;
}

function attributeText(name: string, { values }: SeenAttribute): string {
  const brief = convention(name)?.brief;
  const sample = values.length > 0 ? `Such as ${values.slice(0, 5).map(markdownText).join(', ')}.` : '';
  return [sample, brief].filter(Boolean).join('\n\n');
}

/** Names that the file may use, its own first. */
export function declaredNames(scope: FileScope, only: 'signals' | 'values' | 'all' = 'all'): Suggestion[] {
  return visibleDeclarations(scope).flatMap((declared) => {
    const isSignal = declared.node.$type === 'Signal';
    if ((only === 'signals' && !isSignal) || (only === 'values' && isSignal)) return [];
    const insert = writtenName(declared.name);
    return insert === null ? [] : [declaredName(declared, insert, scope)];
  });
}

const KINDS = {
  Let: Kind.Constant,
  Param: Kind.Variable,
  Attribute: Kind.Property,
  Inherited: Kind.Property,
  Signal: Kind.Class,
} as const;

function declaredName({ name, node, scope: from }: Declared, insert: string, scope: FileScope): Suggestion {
  const own = from === scope;
  return {
    label: name,
    insert,
    detail: `${node.$type.toLowerCase()} in ${own ? 'this file' : fileName(from.file.uri)}`,
    documentation: `\`\`\`ringfence\n${node.$cstNode?.text ?? ''}\n\`\`\``,
    kind: KINDS[node.$type],
    tier: own ? Tier.ownNames : Tier.otherNames,
  };
}

/** `std/otel` for a pack, the last part of a file's URI otherwise. */
export function fileName(uri: string): string {
  const pack = /^ringfence-pack:\/+(.+)\.fence$/.exec(uri)?.[1];
  return pack ?? decodeURIComponent(uri.split('/').at(-1) ?? uri);
}

let cached: readonly Suggestion[] | undefined;

/** Every attribute of the OpenTelemetry conventions; deprecated ones last. */
export function conventionNames(): readonly Suggestion[] {
  const all = () =>
    conventions().map(
      (one): Suggestion => ({
        label: one.name,
        insert: writtenName(one.name) ?? one.name,
        detail: `OpenTelemetry convention${one.type ? ` · ${one.type}` : ''}${one.deprecated ? ' · deprecated' : ''}`,
        documentation: one.deprecated ? `${one.brief}\n\n${one.deprecated}` : one.brief,
        kind: Kind.Field,
        tier: Tier.conventions,
        deprecated: one.deprecated !== null,
      }),
    );
  cached ??= all().sort((a, b) => Number(a.deprecated) - Number(b.deprecated));
  return cached;
}

function shortList(names: readonly string[]): string {
  return names.length > 2 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
}
