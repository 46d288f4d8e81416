import type { Diagnostic } from '../language';
import { type JsonNode, readJson, textOf } from './json-text';

/** What `ringfence.json` says. */
export interface ProjectSettings {
  /** Files, folders, globs and packs, relative to the project's folder; null for every rule file in it. */
  readonly rules: readonly string[] | null;
  /** Files, folders and globs, relative to the project's folder; null where none are named. */
  readonly traces: readonly string[] | null;
  /** Values for `param` declarations, as text. */
  readonly params: ReadonlyMap<string, string>;
  /** Names of attributes that hold a tenant, before all that `std/otel` knows. */
  readonly tenant: readonly string[];
  readonly assumeComplete: boolean;
  /** A file that says what tables and views the database has, relative to the project's folder; null for none. */
  readonly schema: string | null;
}

export const defaultSettings: ProjectSettings = {
  rules: null,
  traces: null,
  params: new Map(),
  tenant: [],
  assumeComplete: false,
  schema: null,
};

const known = ['rules', 'traces', 'params', 'tenant', 'assumeComplete', 'schema'];

/** Reads `ringfence.json`. Never throws: what can't be used is left out and stands in the diagnostics. */
export function readSettings(
  uri: string,
  text: string,
): { settings: ProjectSettings; diagnostics: readonly Diagnostic[] } {
  const json = readJson(uri, text);
  const { root, report } = json;
  if (!root) return { settings: defaultSettings, diagnostics: json.diagnostics };
  if (root.type !== 'object') {
    report(
      root,
      'wrong-type',
      'ringfence.json holds one object, such as { "rules": ["rules"], "traces": ["traces"] }.',
    );
    return { settings: defaultSettings, diagnostics: json.diagnostics };
  }
  const entries = new Map<string, JsonNode>();
  for (const { key, node, keyNode } of json.properties(root)) {
    if (!known.includes(key)) {
      report(keyNode, 'unknown-setting', `ringfence.json has no setting "${key}". There are ${known.join(', ')}.`);
    } else if (entries.has(key))
      report(keyNode, 'duplicate-setting', `"${key}" stands here twice; the last one counts.`);
    entries.set(key, node);
  }
  const settings: ProjectSettings = {
    rules: pathList('rules'),
    traces: pathList('traces'),
    params: params(entries.get('params')),
    tenant: attributeNames('tenant'),
    assumeComplete: flag('assumeComplete'),
    schema: filePath('schema'),
  };
  return { settings, diagnostics: json.diagnostics };

  function pathList(key: string): readonly string[] | null {
    const node = entries.get(key);
    if (!node) return null;
    if (node.type === 'string') return [String(node.value)];
    if (node.type !== 'array') {
      report(node, 'wrong-type', `"${key}" is a list of files, folders and globs, such as ["${key}"].`);
      return null;
    }
    const items = node.children ?? [];
    for (const item of items) {
      if (item.type !== 'string')
        report(item, 'wrong-type', `"${key}" lists files, folders and globs: this is not a string.`);
    }
    return items.filter((item) => item.type === 'string').map((item) => String(item.value));
  }

  function attributeNames(key: string): readonly string[] {
    const node = entries.get(key);
    if (!node) return [];
    const items = node.type === 'array' ? (node.children ?? []) : [node];
    const isName = ({ type, value }: JsonNode) => type === 'string' && String(value).trim() !== '';
    for (const item of items) {
      if (isName(item)) continue;
      report(item, 'wrong-type', `"${key}" is the name of an attribute or a list of them, such as "acme.tenant".`);
    }
    return items.filter(isName).map(({ value }) => String(value));
  }

  function filePath(key: string): string | null {
    const node = entries.get(key);
    if (node && node.type !== 'string') report(node, 'wrong-type', `"${key}" is a file, such as "${key}.yaml".`);
    return node?.type === 'string' ? String(node.value) : null;
  }

  function flag(key: string): boolean {
    const node = entries.get(key);
    if (node && node.type !== 'boolean') report(node, 'wrong-type', `"${key}" is true or false.`);
    return node?.value === true;
  }

  function params(node: JsonNode | undefined): ReadonlyMap<string, string> {
    const values = new Map<string, string>();
    if (!node) return values;
    if (node.type !== 'object') {
      report(node, 'wrong-type', '"params" is an object, such as { "rate_limit": 200 }.');
      return values;
    }
    for (const { key, node: value } of json.properties(node)) {
      if (value.type === 'string' || value.type === 'number' || value.type === 'boolean')
        values.set(key, textOf(text, value));
      else report(value, 'wrong-type', `The param "${key}" is a string, a number, true or false.`);
    }
    return values;
  }
}
