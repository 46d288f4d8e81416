import { type Document, isMap, isScalar, isSeq, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';

/** Reads YAML 1.2 as nodes with positions. Aliases stay aliases: nothing is ever expanded, whatever they stand for. */
export function readYaml(text: string): Document.Parsed {
  return parseDocument(text, {
    version: '1.2',
    uniqueKeys: true,
    prettyErrors: false,
    keepSourceTokens: false,
    strict: true,
    schema: 'core',
    merge: false,
  });
}

const MAX_YAML_ERRORS = 100;

/** What is wrong with a document, in the order of the text. Where it nests deeper than the reader's stack, that is one error. */
export function yamlErrors({ errors }: Document.Parsed): { start: number; end: number; message: string }[] {
  const isTooDeep = ({ message }: { message: string }) => /stack/i.test(message);
  const deep = errors.find(isTooDeep);
  const others = errors.filter((error) => !isTooDeep(error)).slice(0, MAX_YAML_ERRORS);
  if (!deep) return others.map(({ pos: [start, end], message }) => ({ start, end, message }));
  return [{ start: deep.pos[0], end: deep.pos[1], message: 'This nests deeper than YAML can be read.' }];
}

/** The items of `rules:`, or undefined where the root has none. */
export function ruleItems(document: Document.Parsed): readonly ParsedNode[] | undefined {
  const root = document.contents;
  if (!isMap(root)) return undefined;
  const rules = root.get('rules', true) as ParsedNode | undefined;
  return isSeq(rules) ? (rules.items as ParsedNode[]) : undefined;
}

/** Whether a YAML text is a rule pack: its root has `rules:` whose items have `id` and `condition`. */
export function isRulePack(text: string): boolean {
  if (!/^["']?rules["']?\s*:/m.test(text) || text.length > 10_000_000) return false;
  const items = ruleItems(readYaml(text));
  return (
    items !== undefined &&
    items.length > 0 &&
    items.every((item) => isMap(item) && item.has('id') && item.has('condition'))
  );
}

/** A scalar of a map by its key: its text, and where it stands. Undefined where it is missing; null where it is no scalar. */
export function scalarOf(
  map: YAMLMap.Parsed,
  key: string,
): { text: string; start: number; end: number } | null | undefined {
  const node = map.get(key, true) as ParsedNode | undefined;
  if (node === undefined || node === null) return undefined;
  if (!isScalar(node) || node.value === null || typeof node.value === 'object') return null;
  return {
    text: typeof node.value === 'string' ? node.value : String(node.source ?? node.value),
    start: node.range[0],
    end: node.range[1],
  };
}

/** A scalar or a list of scalars by its key. */
export function scalarsOf(
  map: YAMLMap.Parsed,
  key: string,
): { text: string; start: number; end: number }[] | null | undefined {
  const node = map.get(key, true) as ParsedNode | undefined;
  if (!isSeq(node)) {
    const one = scalarOf(map, key);
    return one ? [one] : one;
  }
  const items = (node.items as ParsedNode[]).map((item) =>
    isScalar(item) && item.value !== null && typeof item.value !== 'object'
      ? { text: String(item.value), start: item.range[0], end: item.range[1] }
      : null,
  );
  return items.includes(null) ? null : (items as { text: string; start: number; end: number }[]);
}
