import type { FileScope } from '../../language';
import type { Seen } from '../seen/seen';
import type { CompletionContext, Place } from './context';
import { Kind, type Suggestion, Tier } from './items';
import { memberSuggestions } from './members';
import { conventionNames, declaredNames, seenAttributes, seenOccurrences } from './names';
import { valueSuggestions } from './values';
import * as words from './words';

/** What suggestions are made from. */
export interface Vocabulary {
  readonly seen: Seen;
  /** undefined in a file that belongs to no project. */
  readonly scope: FileScope | undefined;
  readonly bindings: readonly { readonly name: string; readonly of: string }[];
  readonly ruleIds: readonly string[];
  readonly packs: readonly string[];
}

/** Everything that may stand at a place; the client narrows it down as more is typed. */
export function suggestionsAt({ place, prefix }: CompletionContext, from: Vocabulary): readonly Suggestion[] {
  switch (place.kind) {
    case 'nothing':
      return [];
    case 'declaration':
      return keywords(words.DECLARATIONS);
    case 'clause':
      return [...operands(place, prefix, from), ...keywords(words.CLAUSES)];
    case 'operand':
      return operands(place, prefix, from);
    case 'operator':
      return operators(place.also);
    case 'member':
      return membersOf(place.of);
    case 'term':
      return [
        ...seenOccurrences(from.seen),
        ...(from.scope ? declaredNames(from.scope, 'signals') : []),
        ...keywords(words.TERMS),
      ];
    case 'value':
      return values(place, prefix, from);
    case 'occurrence-name':
      return seenOccurrences(from.seen, place.of).map((one) => ({ ...one, insert: escaped(one.label) }));
    case 'import':
      return from.packs.map((label) => ({ label, detail: 'rule pack', kind: Kind.Module, tier: Tier.otherNames }));
    case 'service':
      return services(from.seen);
    case 'severity':
      return keywords(words.SEVERITIES, Kind.EnumMember);
    case 'verdict':
      return keywords(words.VERDICTS, Kind.EnumMember);
    case 'rule-id':
      return from.ruleIds.map((label) => ({ label, detail: 'rule', kind: Kind.Function, tier: Tier.ownNames }));
    case 'test-item':
      return keywords(words.TEST_ITEMS);
    case 'test-attribute':
      return testAttributes(place.of, from);
  }
}

function membersOf(called: string): Suggestion[] {
  if (called === 'sql') return keywords(words.SQL_PARTS, Kind.Method);
  return called === 'unfiltered' ? keywords(words.SQL_DETAILS, Kind.Property) : methods();
}

function testAttributes(of: string | null, from: Vocabulary): Suggestion[] {
  if (of === null)
    return [...keywords(words.TEST_ATTRIBUTES, Kind.Property), ...seenAttributes(from.seen), ...conventionNames()];
  const marks = keywords(words.TEST_MARKS.get(of) ?? [], Kind.EnumMember);
  return [...marks, ...valueSuggestions(of, false, from.seen, from.scope)];
}

function operands(place: Place, prefix: string, from: Vocabulary): Suggestion[] {
  const members = memberSuggestions(prefix, from);
  if (members.owned) return members.suggestions;
  const expects = place.kind === 'operand' ? place.expects : 'either';
  const { seen, scope } = from;
  return [
    ...(expects === 'value' ? [] : seenOccurrences(seen)),
    ...(expects === 'occurrence' ? [] : seenAttributes(seen)),
    ...from.bindings.map(
      ({ name, of }): Suggestion => ({
        label: name,
        detail: `bound to ${of}`,
        kind: Kind.Variable,
        tier: Tier.ownNames,
      }),
    ),
    ...(scope ? declaredNames(scope, expects === 'occurrence' ? 'signals' : 'all') : []),
    ...members.suggestions,
    ...(expects === 'occurrence' ? [] : conventionNames()),
    ...keywords(words.FUNCTIONS, Kind.Function),
    ...keywords(words.SCOPES, Kind.Module),
    ...(expects === 'occurrence' ? [] : keywords(words.LITERALS, Kind.Constant)),
  ];
}

function values({ left, quoted }: Extract<Place, { kind: 'value' }>, prefix: string, from: Vocabulary): Suggestion[] {
  const known = valueSuggestions(left, quoted, from.seen, from.scope);
  if (quoted) return known.map((one) => ({ ...one, insert: one.insert ?? one.label }));
  return [...known, ...operands({ kind: 'operand', expects: 'value' }, prefix, from)];
}

function operators(also: 'clause' | 'declaration' | null): Suggestion[] {
  const next = also === 'clause' ? words.CLAUSES : also === 'declaration' ? words.DECLARATIONS : [];
  return [...keywords(words.OPERATORS, Kind.Operator), ...keywords(next)];
}

export function methods(skip = 0): Suggestion[] {
  return words.METHODS.map((word) => ({ ...word, kind: Kind.Method, tier: Tier.language, skip }));
}

function services(seen: Seen): Suggestion[] {
  return [...seen.services].map(([label, count]) => ({
    label,
    insert: escaped(label),
    detail: `service in traces · ${count.toLocaleString('en-US')} spans`,
    kind: Kind.Value,
    tier: Tier.occurrences,
  }));
}

function keywords(list: readonly words.Word[], kind: Kind = Kind.Keyword): Suggestion[] {
  return list.map((word) => ({ ...word, kind, tier: Tier.language }));
}

/** Inside quotes. */
function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
