import {
  type FileScope,
  type LoadImport,
  type PackSource,
  packName,
  packUri,
  parseRuleFile,
  type RuleFile,
  ScopeGraph,
} from '../../language';

/** A declared signal, and the rules that count its occurrences. */
export interface CountedSignal {
  readonly name: string;
  /** URI of the file that declares it. */
  readonly uri: string;
  /** The id of a rule that is held where the occurrence's tenant is known. */
  readonly tenant: string;
  /** Of one that is held where its user's tenant is. */
  readonly userTenant: string;
}

export interface CountingRules {
  /** The given files and some more, with rules that count at their ends. */
  readonly files: readonly RuleFile[];
  readonly signals: readonly CountedSignal[];
  /** The id of the rule that counts all operations, each once. */
  readonly operations: string;
  /** How long each file was: what is said of anything behind that is said of the rules that count. */
  readonly lengths: ReadonlyMap<string, number>;
}

/** An empty text names no tenant. */
const TENANT = 'exists(q.tenant_id) and q.tenant_id != ""';
const USER_TENANT = 'exists(q.user.tenant_id) and q.user.tenant_id != ""';

const STD = packUri('std/otel');

/**
 * Rules that count what signals match, each at the end of the file that declares its signal, so that names mean what they
 * mean there; of what only imports bring in, in a file that imports the same. The signals of std are counted where `tenant_id`
 * is as the project's rules resolve it: in the first file that declares it.
 * @param operations names of std
 */
export function countingRules(
  given: readonly RuleFile[],
  operations: readonly string[],
  packs: PackSource,
  load: LoadImport,
): CountingRules {
  const home = parseRuleFile('ringfence-signals:/home.fence', '');
  const graph = new ScopeGraph([...given, home], packs, load);
  const own = given.map((file) => graph.of(file));
  const decides = own.find((scope) => scope.own.values.has('tenant_id') && isSound(scope.file)) ?? graph.of(home);
  const rules = new Rules([...given, home]);
  const hostOf = ({ file }: FileScope, name: string): RuleFile => {
    if (file.uri === STD) return hides(decides, name) ? home : decides.file;
    return given.includes(file) ? file : rules.importer(file);
  };
  const signals = [...own, ...graph.imported([...given, home])].flatMap((scope) =>
    [...scope.own.signals.values()].map(({ name, node }): CountedSignal => {
      const host = hostOf(scope, name);
      const written = node.name ?? name;
      const [tenant, userTenant] = [rules.add(host, written, TENANT), rules.add(host, written, USER_TENANT)];
      return { name, uri: scope.file.uri, tenant, userTenant };
    }),
  );
  rules.declare(decides.file, `signal \`ringfence operations\` = ${operations.join(' or ')}`);
  return { signals, operations: rules.add(decides.file, '`ringfence operations`', TENANT), ...rules.files() };
}

function hides({ own, imports }: FileScope, name: string): boolean {
  return own.signals.has(name) || imports.some((imported) => imported.own.signals.has(name));
}

/** Behind a mistake rules may be read as a part of it, and behind YAML they can't stand. */
function isSound({ dialect, diagnostics }: RuleFile): boolean {
  return dialect === 'current' && !diagnostics.some(({ severity }) => severity === 'error');
}

/** Files, and what is to stand at their ends. */
class Rules {
  readonly #files: Map<string, RuleFile>;
  readonly #added = new Map<string, string[]>();
  #count = 0;

  constructor(files: readonly RuleFile[]) {
    this.#files = new Map(files.map((file) => [file.uri, file]));
  }

  /** A file that sees what this one declares. */
  importer({ uri }: RuleFile): RuleFile {
    const path = packName(uri) ?? `./${uri.slice(uri.lastIndexOf('/') + 1)}`;
    const beside = `${uri}.signals.fence`;
    const known = this.#files.get(beside) ?? parseRuleFile(beside, `import ${JSON.stringify(path)}\n`);
    this.#files.set(beside, known);
    return known;
  }

  /** @returns the rule's id */
  add(host: RuleFile, signal: string, condition: string): string {
    const id = `ringfence signals ${++this.#count}`;
    this.declare(host, `rule "${id}" { each ${signal} as q always { ${condition} } }`);
    return id;
  }

  declare({ uri }: RuleFile, text: string): void {
    this.#added.set(uri, [...(this.#added.get(uri) ?? []), text]);
  }

  files(): Pick<CountingRules, 'files' | 'lengths'> {
    const files = [...this.#files.values()];
    return {
      files: files.map((file) => this.#extended(file)),
      lengths: new Map(files.map(({ uri, text }) => [uri, text.length])),
    };
  }

  #extended(file: RuleFile): RuleFile {
    const added = this.#added.get(file.uri);
    return added && isSound(file) ? parseRuleFile(file.uri, `${file.text}\n${added.join('\n')}\n`) : file;
  }
}
