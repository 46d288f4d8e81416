import { AstUtils } from 'langium';
import {
  ast,
  BARE_INTRINSICS,
  convention,
  ENUM_MEMBERS,
  type FileScope,
  lookUpSignal,
  lookUpValue,
  pathName,
} from '../../language';
import type { Seen } from '../seen/seen';
import { Kind, type Suggestion, Tier } from './items';

/** What a name is compared with: values seen, members of an enumeration. As text to stand inside quotes, or as a whole literal. */
export function valueSuggestions(
  left: string,
  quoted: boolean,
  seen: Seen,
  scope: FileScope | undefined,
): Suggestion[] {
  const name = pathName(left);
  const words = enumWords(name).map(
    (label): Suggestion => ({ label, detail: `member of ${name}`, kind: Kind.EnumMember, tier: Tier.attributes }),
  );
  const attributes = attributesBehind(name, scope);
  return [...(quoted ? [] : words), ...seenValues(attributes, quoted, seen), ...conventionValues(attributes, quoted)];
}

function enumWords(name: string): readonly string[] {
  const last = name.split('.').at(-1) ?? name;
  const intrinsic = BARE_INTRINSICS.get(last) ?? last;
  return ENUM_MEMBERS.get(intrinsic as Parameters<typeof ENUM_MEMBERS.get>[0]) ?? [];
}

/** Values are kept as a rule writes them: `"eu"`, `42`, `true`. Inside quotes only texts fit. */
function seenValues(attributes: readonly string[], quoted: boolean, seen: Seen): Suggestion[] {
  return attributes.flatMap((attribute) =>
    (seen.attributes.get(attribute)?.values ?? []).flatMap((literal) => {
      const isText = literal.startsWith('"');
      if (quoted && !isText) return [];
      const label = quoted ? literal.slice(1, -1) : literal;
      return [{ label, detail: `value of ${attribute} in traces`, kind: Kind.Value, tier: Tier.attributes }];
    }),
  );
}

function conventionValues(attributes: readonly string[], quoted: boolean): Suggestion[] {
  return attributes.flatMap((attribute) => {
    const known = convention(attribute);
    const isText = known?.type === 'string' || known?.type === 'string[]';
    return (known?.values ?? []).map((value) => ({
      label: quoted || !isText ? value : JSON.stringify(value),
      detail: `OpenTelemetry value of ${attribute}`,
      kind: Kind.EnumMember,
      tier: Tier.conventions,
    }));
  });
}

/**
 * The attributes whose values a name may have: itself, what its declarations are made of, and the same without a binding or
 * scope in front. More than the compiler would take, since it only serves suggestions.
 */
export function attributesBehind(name: string, scope: FileScope | undefined, depth = 0): string[] {
  const found = new Set([name]);
  const withoutFirst = name.slice(name.indexOf('.') + 1);
  if (withoutFirst !== name) found.add(withoutFirst);
  if (scope && depth < 4) {
    for (const one of [name, withoutFirst]) {
      for (const inner of namesInDeclaration(one, scope)) {
        if (!found.has(inner)) for (const each of attributesBehind(inner, scope, depth + 1)) found.add(each);
      }
    }
  }
  return [...found];
}

function namesInDeclaration(name: string, scope: FileScope): string[] {
  const value = lookUpValue(scope, name).declared?.node.value;
  const last = name.split('.').at(-1);
  const fields = [scope, ...scope.imports, ...(scope.std ? [scope.std] : [])]
    .flatMap((one) => [...one.own.signals.keys()])
    .flatMap((signal) => lookUpSignal(scope, signal).declared?.node.fields ?? [])
    .filter((field) => field.name === last);
  const sources = [...(value ? [value] : []), ...fields.map((field) => field.value)].filter(
    (source) => source !== undefined,
  );
  return sources.flatMap((source) =>
    [...AstUtils.streamAst(source)].filter(ast.isReference).map(({ path }) => pathName(path ?? '')),
  );
}
