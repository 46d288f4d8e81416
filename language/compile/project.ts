import type { Plan, RulePlan, ValuePlan } from '../../engine';
import type { Diagnostic } from '../diagnostic';
import type { Exempt, Rule, Test } from '../generated/ast';
import type { FileScope } from '../names/declarations';
import { type LoadImport, ScopeGraph } from '../names/imports';
import type { PackSource } from '../pack-source';
import type { RuleFile } from '../rule-file';
import { splitPath } from '../syntax/path';
import { compileCondition } from './condition';
import { type Context, Frame, RuleUse, rangeOf } from './context';
import { checkDeclarations } from './declarations';
import { DiagnosticSink } from './diagnostic-sink';
import { compileName } from './names';
import { compileRule, type FileContext, ruleId } from './rule';
import { SignalTable } from './signal-table';
import { didYouMean } from './suggest';

export interface ProjectInput {
  /** Their rules are compiled; what they import only lends its names. */
  readonly files: readonly RuleFile[];
  readonly packs: PackSource;
  /** Values for params from outside, as text. */
  readonly params?: ReadonlyMap<string, string>;
  readonly loadImport?: LoadImport;
}

export interface CompiledProject {
  readonly plan: Plan;
  /** Syntax errors included, by file, then place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Params that were given and that nothing declares. */
  readonly unknownParams: readonly string[];
}

/** Rules to a plan. A rule with an error is reported and left out; the others stay. Never throws on user text. */
export function compileProject(input: ProjectInput): CompiledProject {
  const sink = new DiagnosticSink();
  const graph = new ScopeGraph(input.files, input.packs, input.loadImport ?? (() => undefined));
  const signals = new SignalTable(compileCondition);
  const params = input.params ?? new Map<string, string>();
  const rules: RulePlan[] = [];
  const ids = new Map<string, Rule>();
  for (const file of [...input.files].sort((a, b) => (a.uri < b.uri ? -1 : 1))) {
    const context: FileContext = { scope: graph.of(file), sink, signals, params };
    checkDeclarations(context);
    compileRules(file, context, ids, rules);
  }
  for (const { scope, node, path } of graph.missing) reportMissingImport(scope, node, path, input.packs, sink);
  const tenant = tenantPlan(input.files, graph, { sink, signals, params });
  const imported = graph.imported(input.files).flatMap((scope) => scope.file.diagnostics);
  return {
    plan: { signals: signals.plans, rules, tenant: tenant.value, tenantSlots: tenant.slots },
    diagnostics: sorted([...input.files.flatMap((file) => file.diagnostics), ...imported, ...sink.diagnostics]),
    unknownParams: unknownParams(params, graph, input.files),
  };
}

function compileRules(file: RuleFile, context: FileContext, ids: Map<string, Rule>, rules: RulePlan[]): void {
  for (const node of file.ast.declarations) {
    if (node.$type === 'Exempt' || node.$type === 'Test') reportNotJudged(node, context);
    if (node.$type !== 'Rule' || !node.name || hasSyntaxError(file, node)) continue;
    const id = ruleId(node);
    const plan = compileRule(node, context);
    if (ids.has(id))
      context.sink.add(
        file,
        nameRange(node),
        'error',
        'duplicate-rule',
        `There is another rule “${id}”: rule ids are unique in a project.`,
      );
    else if (plan) rules.push(plan);
    ids.set(id, node);
  }
}

function nameRange(rule: Rule): { start: number; end: number } {
  const cst = rule.$cstNode!;
  const start = cst.offset + cst.text.indexOf(rule.name);
  return { start, end: start + rule.name.length };
}

function hasSyntaxError(file: RuleFile, rule: Rule): boolean {
  const range = rangeOf({ shift: 0 }, rule);
  const [start, end] = [file.place(range.start), file.place(range.end)];
  return file.diagnostics.some(
    (diagnostic) => diagnostic.severity === 'error' && diagnostic.start < end + 1 && diagnostic.end >= start,
  );
}

function reportNotJudged(node: Exempt | Test, { scope, sink }: FileContext): void {
  const message =
    node.$type === 'Exempt'
      ? 'Exemptions are read but not applied yet: what this one covers is listed as if it were not here.'
      : 'Test blocks are read but not run yet.';
  const { start } = rangeOf({ shift: 0 }, node);
  sink.add(
    scope.file,
    { start, end: start + (node.$type === 'Exempt' ? 'exempt'.length : 'test'.length) },
    'error',
    'not-judged-yet',
    message,
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
    : `No pack is called “${path}”.${didYouMean(path, packs.names())}`;
  sink.add(scope.file, rangeOf({ shift: 0 }, node), 'error', 'missing-import', what);
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
  const context: Context = {
    ...shared,
    scope,
    frame,
    use: new RuleUse(),
    shift: 0,
    bindings: new Map(),
    occurrence: { slot: 0, signal: null },
    traceSlot: null,
    nameAsCondition: 'attribute',
    keys: new Map(),
    freeNames: new Set(),
    resourceOnly: false,
    mayUseSearches: false,
    inObligation: false,
    declaring: [],
  };
  const value = compileName(splitPath('tenant_id'), scope.file.ast, context, 'other');
  return { value, slots: frame.size };
}

function unknownParams(params: ReadonlyMap<string, string>, graph: ScopeGraph, files: readonly RuleFile[]): string[] {
  const scopes = [...files.map((file) => graph.of(file)), ...graph.imported(files)];
  return [...params.keys()].filter(
    (name) => !scopes.some((scope) => scope.own.values.get(name)?.node.$type === 'Param'),
  );
}

function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => (a.uri === b.uri ? a.start - b.start : a.uri < b.uri ? -1 : 1));
}
