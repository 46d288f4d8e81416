import { lookUpSignal } from '../../language';
import { Kind, type Suggestion, Tier } from './items';
import { conventionNames, seenAttributes } from './names';
import { methods, type Vocabulary } from './suggestions';

/** `owned`: what stands before the dot leaves no other reading of the name. */
export interface MemberSuggestions {
  readonly owned: boolean;
  readonly suggestions: Suggestion[];
}

const SCOPED: ReadonlySet<string> = new Set(['span', 'event', 'resource', 'instrumentation', 'link']);

/** What may follow the dots of a half-typed name: after a binding, a scope, or a signal. */
export function memberSuggestions(prefix: string, from: Vocabulary): MemberSuggestions {
  const dot = prefix.lastIndexOf('.');
  const first = prefix.slice(0, prefix.indexOf('.'));
  const binding = from.bindings.find(({ name }) => name === first);
  if (dot > 0 && binding) return { owned: true, suggestions: ofBinding(first.length + 1, binding.of, from) };
  if (dot > 0 && SCOPED.has(first)) {
    return {
      owned: true,
      suggestions: behind(first.length + 1, [...seenAttributes(from.seen, first), ...conventionNames()]),
    };
  }
  if (first === 'parent' || first === 'root') {
    return { owned: true, suggestions: behind(first.length + 1, [...seenAttributes(from.seen), ...conventionNames()]) };
  }
  if (first === 'trace') return { owned: true, suggestions: methods(first.length + 1) };
  if (dot > 0 && isSignal(prefix.slice(0, dot), from)) {
    const name = prefix.slice(0, dot);
    return { owned: false, suggestions: [...fieldsOf(name, dot + 1, from), ...methods(dot + 1)] };
  }
  return { owned: false, suggestions: [] };
}

function ofBinding(skip: number, signal: string, from: Vocabulary): Suggestion[] {
  return [
    ...fieldsOf(signal, skip, from),
    ...behind(skip, seenAttributes(from.seen)),
    ...behind(skip, [...conventionNames()]),
    ...methods(skip),
  ];
}

function fieldsOf(signal: string, skip: number, { scope }: Vocabulary): Suggestion[] {
  const declared = scope && lookUpSignal(scope, signal).declared;
  return (declared?.node.fields ?? []).flatMap((field) =>
    field.name
      ? [
          {
            label: field.name,
            detail: `field of ${signal}`,
            documentation: code(field.$cstNode?.text ?? ''),
            kind: Kind.Field,
            tier: Tier.occurrences,
            skip,
          },
        ]
      : [],
  );
}

function isSignal(name: string, { scope, seen }: Vocabulary): boolean {
  return Boolean(scope && lookUpSignal(scope, name).declared) || seen.spans.has(name) || seen.events.has(name);
}

function behind(skip: number, suggestions: readonly Suggestion[]): Suggestion[] {
  return suggestions.map((one) => ({ ...one, skip }));
}

function code(text: string): string {
  return `\`\`\`ringfence\n${text}\n\`\`\``;
}
