import type { ExemptionPlan, Plan, RulePlan, ValuePlan } from '../../engine';
import type { Diagnostic } from '../diagnostic';
import type { Exempt, Rule, Test } from '../generated/ast';
import type { FileScope } from '../names/declarations';
import { type LoadImport, ScopeGraph } from '../names/imports';
import { importablePacks, type PackSource, packData, packName } from '../pack-source';
import { propertyNode } from '../parse/leaves';
import type { RuleFile } from '../rule-file';
import { splitPath } from '../syntax/path';
import { compileTest } from '../tests/compile-test';
import type { RuleTest } from '../tests/rule-test';
import { isSameObserved, NOTHING_OBSERVED, type Observed } from '../types/observed';
import { compileCondition } from './condition';
import { type FileContext, Frame, fileContext, NO_TABLES, type ProjectTables, rangeOf } from './context';
import { DataTable, type LoadData } from './data-table';
import { checkDeclarations } from './declarations';
import { DiagnosticSink, type Rewrite } from './diagnostic-sink';
import { compileExemption, exemptedRule } from './exemption';
import { compileName } from './names';
import { compileRule, originOf, ruleId } from './rule';
import { RuleCache, textOf } from './rule-cache';
import { SignalTable } from './signal-table';
import { didYouMean } from './suggest';
import { projectTables, tablesKey } from './tables';

export interface ProjectInput {
  /** Their rules are compiled; what they import only lends its names. */
  readonly files: readonly RuleFile[];
  readonly packs: PackSource;
  /** Values for params from outside, as text. */
  readonly params?: ReadonlyMap<string, string>;
  /** Attributes that `tenant_id` means before all that `std/otel` and packs know. */
  readonly tenant?: readonly string[];
  readonly loadImport?: LoadImport;
  /** What the traces have that were read so far: it says what names can be. */
  readonly observed?: Observed;
  /** Reads what `load("…")` names. */
  readonly loadData?: LoadData;
}

export interface CompiledProject {
  readonly plan: Plan;
  /** Syntax errors included, by file, then place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Test blocks, by file, then place. */
  readonly tests: readonly RuleTest[];
  /** Params that were given and that nothing declares. */
  readonly unknownParams: readonly string[];
  /** What was read by the rules of the older dialect, in offsets of the file's tree, and how it is written today. */
  readonly rewrites: readonly Rewrite[];
}

/** Rules to a plan. A rule with an error is reported and left out; the others stay. Never throws on user text. */
export function compileProject(input: ProjectInput): CompiledProject {
  return new ProjectCompiler().compile(input);
}

/** What one file came to; good for as long as the files whose names it sees are the same objects. */
interface FileResult {
  readonly sees: readonly RuleFile[];
  readonly sink: DiagnosticSink;
  readonly rules: readonly { readonly id: string; readonly node: Rule; readonly plan: RulePlan | null }[];
  readonly tests: readonly RuleTest[];
  readonly exemptions: readonly { readonly node: Exempt; readonly plan: ExemptionPlan | null }[];
}

/**
 * Compiles a project again and again, as an editor does: only files that changed, or that see names of files that
 * changed, are compiled anew. A file that did not change must be given as the same object.
 */
export class ProjectCompiler {
  #signals = new SignalTable(compileCondition);
  #results = new Map<RuleFile, FileResult>();
  readonly #imports: Map<string, RuleFile>;
  #data = new DataTable(() => undefined);
  #replaced: readonly { readonly by: object; readonly of: object }[] = [];
  #paramsKey = '';
  #tables: ProjectTables = NO_TABLES;
  #observed = NOTHING_OBSERVED;
  readonly #ruleCache = new RuleCache();
  #compiled = 0;

  /** `imports` is what was read of packs and imported files before: compilers that share one read each of them once. */
  constructor(imports = new Map<string, RuleFile>()) {
    this.#imports = imports;
  }

  compile(input: ProjectInput): CompiledProject {
    const params = input.params ?? new Map<string, string>();
    const loadData: LoadData = (uri) => packData(input.packs, uri) ?? input.loadData?.(uri);
    const tenantNames = input.tenant ?? [];
    this.#forget(JSON.stringify([[...params], tenantNames]));
    this.#observe(input.observed ?? NOTHING_OBSERVED);
    if (!this.#data.isCurrent(loadData)) this.#reset();
    this.#data = this.#results.size === 0 ? new DataTable(loadData) : this.#data;
    const graph = new ScopeGraph(input.files, input.packs, input.loadImport ?? (() => undefined), this.#imports);
    graph.nameTenant(tenantNames);
    if (this.#sawAnother(graph) || this.#replacedOthers(graph)) this.#reset();
    this.#findTables(graph, input.files, params);
    const files = [...input.files].sort((a, b) => (a.uri < b.uri ? -1 : 1));
    const results = files.map((file) => this.#compileFile(graph.of(file), params));
    this.#results = new Map(files.map((file, index) => [file, results[index]!]));
    const sink = new DiagnosticSink();
    const rules = uniqueRules(files, results, sink);
    const exemptions = knownExemptions(files, results, sink);
    for (const { scope, node, path } of graph.missing) reportMissingImport(scope, node, path, input.packs, sink);
    reportSecondReplacements(graph, sink);
    const shared = { sink, signals: this.#signals, params, data: this.#data, tables: this.#tables };
    const tenant = tenantPlan(input.files, graph, shared);
    const imported = graph.imported(input.files).flatMap((scope) => scope.file.diagnostics);
    return {
      plan: { signals: this.#signals.plans, rules, exemptions, tenant: tenant.value, tenantSlots: tenant.slots },
      diagnostics: mergeDiagnostics(
        [...input.files.flatMap((file) => file.diagnostics), ...imported],
        [...results.map((result) => result.sink), sink],
      ),
      tests: results.flatMap((result) => result.tests),
      unknownParams: unknownParams(params, graph, input.files),
      rewrites: results.flatMap((result) => result.sink.rewrites),
    };
  }

  /** Signals of files that are gone stay in the table; it is made anew before they outnumber the others by much. */
  #forget(paramsKey: string): void {
    if (paramsKey === this.#paramsKey && this.#compiled < MAX_COMPILED_FILES) return;
    this.#paramsKey = paramsKey;
    this.#reset();
  }

  /** Other traces may have other types; how many there are of each is no matter. */
  #observe(observed: Observed): void {
    if (!isSameObserved(this.#observed, observed)) this.#reset();
    this.#observed = observed;
  }

  #reset(): void {
    this.#compiled = 0;
    this.#signals = new SignalTable(compileCondition);
    this.#results = new Map();
    this.#ruleCache.clear();
  }

  /** Whether a file that others import is another one now: compiled signals of theirs may mean something else. */
  #sawAnother(graph: ScopeGraph): boolean {
    const now = graph.files();
    return [...this.#results].some(([file, { sees }]) => sees.some((seen) => seen !== file && !now.has(seen)));
  }

  /** Whether other declarations of packs are replaced now: compiled signals of packs may mean something else. */
  #replacedOthers({ replacements }: ScopeGraph): boolean {
    const now = replacements.map(({ declared, of }) => ({ by: declared.node, of: of.node }));
    const before = this.#replaced;
    this.#replaced = now;
    return now.length !== before.length || now.some(({ by, of }, i) => by !== before[i]!.by || of !== before[i]!.of);
  }

  /** Other tenant tables change what `sql(…)` means in every file; those of a pack are its own and no project's. */
  #findTables(graph: ScopeGraph, files: readonly RuleFile[], params: ReadonlyMap<string, string>): void {
    const own = files.filter(({ uri }) => packName(uri) === undefined);
    const scopes = own.map((file) => graph.of(file)).sort((a, b) => (a.file.uri < b.file.uri ? -1 : 1));
    const tables = projectTables(scopes, {
      sink: new DiagnosticSink(),
      signals: this.#signals,
      params,
      data: this.#data,
    });
    if (tablesKey(tables) !== tablesKey(this.#tables)) this.#reset();
    this.#tables = tables;
  }

  #compileFile(scope: FileScope, params: ReadonlyMap<string, string>): FileResult {
    const sees = visibleFiles(scope);
    const known = this.#results.get(scope.file);
    if (known && known.sees.length === sees.length && known.sees.every((file, index) => file === sees[index]))
      return known;
    this.#compiled++;
    const sink = new DiagnosticSink();
    const context: FileContext = {
      scope,
      sink,
      signals: this.#signals,
      params,
      data: this.#data,
      tables: this.#tables,
      observed: this.#observed,
    };
    checkDeclarations(context);
    const { file } = scope;
    const rules = compileRules(file, context, this.#ruleCache.of(file, sees));
    return { sees, sink, rules, tests: compileTests(file, context), exemptions: compileExemptions(file, context) };
  }
}

const MAX_COMPILED_FILES = 2_000;
/** Suggestions compare with every rule. */
const MAX_SUGGESTIONS = 100;

/** The files whose declarations a file's text can reach, itself first. */
function visibleFiles(scope: FileScope): RuleFile[] {
  const seen = new Set([scope]);
  // what is added while they are gone through is gone through as well
  for (const next of seen) {
    for (const imported of next.imports) seen.add(imported);
    if (next.std) seen.add(next.std);
    const { signals, values } = next.replaced;
    for (const { scope: by } of [...signals.values(), ...values.values()]) seen.add(by);
  }
  return [...seen].map((each) => each.file);
}

function compileRules(file: RuleFile, context: FileContext, known: Map<string, RulePlan>): FileResult['rules'] {
  const rules: { id: string; node: Rule; plan: RulePlan | null }[] = [];
  for (const node of file.ast.declarations) {
    if (node.$type !== 'Rule' || !node.name || hasSyntaxError(file, node)) continue;
    rules.push({ id: ruleId(node), node, plan: compileOnce(node, context, known) });
  }
  return rules;
}

function compileOnce(rule: Rule, context: FileContext, known: Map<string, RulePlan>): RulePlan | null {
  const text = textOf(rule);
  const before = known.get(text);
  if (before) return { ...before, origin: originOf(rule, context.scope.file) };
  const said = context.sink.said;
  const plan = compileRule(rule, context);
  if (plan && context.sink.said === said) known.set(text, plan);
  return plan;
}

function compileExemptions(file: RuleFile, context: FileContext): FileResult['exemptions'] {
  const nodes = file.ast.declarations.filter(
    (node) => node.$type === 'Exempt' && !hasSyntaxError(file, node),
  ) as Exempt[];
  return nodes.map((node) => ({ node, plan: compileExemption(node, context) }));
}

/** An exemption of a rule that isn't there covers nothing: it is said, since what it was to cover may now be listed. */
function knownExemptions(
  files: readonly RuleFile[],
  results: readonly FileResult[],
  sink: DiagnosticSink,
): ExemptionPlan[] {
  const ids = new Set(results.flatMap((result) => result.rules.map((rule) => rule.id)));
  let unknown = 0;
  results.forEach(({ exemptions }, index) => {
    for (const { node } of exemptions) {
      const id = exemptedRule(node);
      if (ids.has(id)) continue;
      const meant = unknown++ < MAX_SUGGESTIONS ? didYouMean(id, ids) : '';
      const message = `There is no rule “${id}” to exempt from.${meant}`;
      sink.add(files[index]!, rangeOf({ shift: 0 }, node), 'error', 'unknown-rule', message);
    }
  });
  return results.flatMap((result) => result.exemptions.flatMap(({ plan }) => plan ?? []));
}

function compileTests(file: RuleFile, context: FileContext): readonly RuleTest[] {
  const blocks = file.ast.declarations.filter((node) => node.$type === 'Test' && !hasSyntaxError(file, node)) as Test[];
  return blocks.map((node) => compileTest(node, context)).filter((test) => test !== null);
}

/** The plans of all rules; of equal ids only the first stays. */
function uniqueRules(files: readonly RuleFile[], results: readonly FileResult[], sink: DiagnosticSink): RulePlan[] {
  const ids = new Set<string>();
  const plans: RulePlan[] = [];
  results.forEach(({ rules }, index) => {
    for (const { id, node, plan } of rules) {
      const message = `There is another rule “${id}”: rule ids are unique in a project.`;
      if (ids.has(id)) sink.add(files[index]!, nameRange(node), 'error', 'duplicate-rule', message);
      else if (plan) plans.push(plan);
      ids.add(id);
    }
  });
  return plans;
}

function nameRange(rule: Rule): { start: number; end: number } {
  const name = propertyNode(rule, 'name') ?? rule.$cstNode;
  return { start: name?.offset ?? 0, end: name?.end ?? 0 };
}

function hasSyntaxError(file: RuleFile, node: Rule | Test | Exempt): boolean {
  const range = rangeOf({ shift: 0 }, node);
  const [start, end] = [file.place(range.start), file.place(range.end)];
  // what was not understood at all stands behind the node
  const isIn = ({ start: at }: Diagnostic) => at <= end || (at - end < 200 && file.text.slice(end, at).trim() === '');
  return file.diagnostics.some(
    (diagnostic) => diagnostic.severity === 'error' && diagnostic.end >= start && isIn(diagnostic),
  );
}

function reportMissingImport(
  scope: FileScope,
  node: FileScope['file']['ast']['imports'][number],
  path: string,
  packs: PackSource,
  sink: DiagnosticSink,
): void {
  const what = path.startsWith('.')
    ? `There is no rule file “${path}” beside this one.`
    : `No pack is called “${path}”.${didYouMean(path, importablePacks(packs))}`;
  sink.add(scope.file, rangeOf({ shift: 0 }, node), 'error', 'missing-import', what);
}

/** Only one file of a project can say what a pack's name means. */
function reportSecondReplacements({ replacements }: ScopeGraph, sink: DiagnosticSink): void {
  for (const { declared, of, after } of replacements) {
    if (after === null) continue;
    const [pack, first] = [packName(of.scope.file.uri) ?? '', after.scope.file.uri.split('/').at(-1)];
    const message = `“${declared.name}” of ${pack} is already replaced in ${first}: a project says it once.`;
    sink.add(declared.scope.file, rangeOf({ shift: 0 }, declared.node), 'error', 'replaced-twice', message);
  }
}

/** `tenant_id` as the project resolves it: by the first file that declares it, else by std. */
function tenantPlan(
  files: readonly RuleFile[],
  graph: ScopeGraph,
  shared: Omit<FileContext, 'scope'>,
): { value: ValuePlan; slots: number } {
  const own = files.map((file) => graph.of(file)).find((scope) => scope.own.values.has('tenant_id'));
  const scope = own ?? graph.std ?? (files[0] && graph.of(files[0]));
  if (!scope) return { value: { op: 'attribute', slot: 0, scope: 'occurrence', key: 'tenant_id' }, slots: 1 };
  const frame = new Frame(1);
  const context = { ...fileContext({ ...shared, scope }), frame, occurrence: { slot: 0, signal: null } };
  const value = compileName(splitPath('tenant_id'), scope.file.ast, context, 'other');
  return { value, slots: frame.size };
}

function unknownParams(params: ReadonlyMap<string, string>, graph: ScopeGraph, files: readonly RuleFile[]): string[] {
  const scopes = [...files.map((file) => graph.of(file)), ...graph.imported(files)];
  return [...params.keys()].filter(
    (name) => !scopes.some((scope) => scope.own.values.get(name)?.node.$type === 'Param'),
  );
}

/** What several files run into in a file that they import is said once. */
function mergeDiagnostics(syntax: readonly Diagnostic[], sinks: readonly DiagnosticSink[]): Diagnostic[] {
  const all = new Map<string, Diagnostic>();
  for (const diagnostic of [...syntax, ...sinks.flatMap((sink) => sink.diagnostics)]) {
    const key = `${diagnostic.uri}\0${diagnostic.start}\0${diagnostic.code}\0${diagnostic.message}`;
    if (!all.has(key)) all.set(key, diagnostic);
  }
  return [...all.values()].sort((a, b) => (a.uri === b.uri ? a.start - b.start : a.uri < b.uri ? -1 : 1));
}
