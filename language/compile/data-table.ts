import { URI, UriUtils } from 'langium';
import type { AttributeValue } from '../../engine';
import { readYaml, yamlErrors } from '../yaml/yaml-document';

/** Reads a file that `load` names, by its URI; undefined if it can't be read. */
export type LoadData = (uri: string) => string | undefined;

export type Loaded = { readonly value: AttributeValue } | { readonly problem: string; readonly offset?: number };

const MAX_DATA_LENGTH = 10_000_000;
/** A document of a few lines can stand for gigabytes: aliases beyond this many are refused. */
const MAX_ALIASES = 1_000;

/** Data files that rules load, each read once. YAML 1.2, of which JSON is a part; records become Maps. */
export class DataTable {
  readonly #load: LoadData;
  readonly #read = new Map<string, Loaded>();
  readonly #texts = new Map<string, string | undefined>();

  constructor(load: LoadData) {
    this.#load = load;
  }

  /** The data that `load("path")` in the file `from` means. Only files in that file's folder or below can be loaded. */
  load(from: string, path: string): Loaded {
    const uri = inFolder(from, path);
    if (uri === undefined)
      return { problem: `“${path}” leaves the folder of this rule file: data lies beside the rules or below.` };
    const known = this.#read.get(uri);
    if (known) return known;
    const text = this.#load(uri);
    const loaded =
      text === undefined
        ? { problem: `There is no file “${path}” beside this one, or it can’t be read.` }
        : parse(path, text);
    this.#texts.set(uri, text);
    this.#read.set(uri, loaded);
    return loaded;
  }

  /** Whether what was loaded is still what the files hold. */
  isCurrent(load: LoadData): boolean {
    return [...this.#texts].every(([uri, text]) => load(uri) === text);
  }
}

function inFolder(from: string, path: string): string | undefined {
  if (path === '' || /^([\\/]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+:)/.test(path) || path.includes('\0')) return undefined;
  const folder = UriUtils.dirname(URI.parse(from)).toString().replace(/\/$/, '');
  const uri = UriUtils.joinPath(URI.parse(folder), path.replace(/\\/g, '/')).toString();
  return uri.startsWith(`${folder}/`) ? uri : undefined;
}

function parse(path: string, text: string): Loaded {
  if (text.length > MAX_DATA_LENGTH) return { problem: `“${path}” is larger than ${MAX_DATA_LENGTH / 1_000_000} MB.` };
  const document = readYaml(text);
  const [error] = yamlErrors(document);
  if (error) return { problem: `“${path}” can’t be read: ${error.message}`, offset: error.start };
  try {
    const value: unknown = document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES });
    return { value: plain(value) ?? new Map() };
  } catch (problem) {
    return { problem: `“${path}” can’t be read: ${problem instanceof Error ? problem.message : String(problem)}` };
  }
}

/** Records with text keys, lists and scalars; null is left out, so that it reads as absent. */
function plain(value: unknown): AttributeValue | undefined {
  if (Array.isArray(value)) return value.map(plain).filter((item) => item !== undefined);
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [String(key), plain(item)] as const);
    return new Map(entries.filter((entry): entry is readonly [string, AttributeValue] => entry[1] !== undefined));
  }
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean'
    ? value
    : undefined;
}
