import type { Plan } from '../../engine';
import { compileProject, parseRuleFile } from '../../language';
import { loadText, type Project } from '../../project';
import { type Arguments, keyValues } from '../arguments';
import { findRuleFiles } from '../find-rule-files';
import type { Io, Setup } from '../io';
import type { ShownDiagnostic } from '../report/check-result';
import { shownDiagnostic } from '../shown';
import { UsageError } from '../usage-error';
import { type CountedSignal, countingRules } from './counting-rules';
import { operations } from './operations';

export interface LoadedSignals {
  readonly project: Project;
  /** The rules that count, and no others. */
  readonly plan: Plan;
  /** Those that were asked for and compile. */
  readonly signals: readonly CountedSignal[];
  /** The rule that counts all operations; null where only some signals were asked for. */
  readonly operations: string | null;
  /** Names that rules use and nothing declares. */
  readonly undeclared: readonly string[];
  readonly diagnostics: readonly ShownDiagnostic[];
  readonly failed: boolean;
}

/** The signals that a project's rules see, with rules that count them. @throws UsageError for a signal that isn't there. */
export async function loadSignals(args: Arguments, io: Io, setup: Setup): Promise<LoadedSignals> {
  const { project, packs, files, diagnostics: found } = await findRuleFiles(args.words, io, setup, { none: true });
  const own = keyValues(args, 'param');
  const parsed = files.map(({ uri, text }) => parseRuleFile(uri, text));
  const counting = countingRules(parsed, operations, packs, loadText);
  const compiled = compileProject({
    files: counting.files,
    packs,
    params: new Map([...project.settings.params, ...own]),
    tenant: project.settings.tenant,
    loadImport: loadText,
    loadData: loadText,
  });
  const unknown = compiled.unknownParams.find((name) => own.has(name));
  if (unknown !== undefined) throw new UsageError(`No rule file declares a param ${JSON.stringify(unknown)}.`);
  const shown = compiled.diagnostics
    .filter(({ uri, start }) => start < (counting.lengths.get(uri) ?? Number.POSITIVE_INFINITY))
    .map((diagnostic) => shownDiagnostic(diagnostic, files, io.cwd));
  const diagnostics = [...found, ...shown];
  const named = args.options.get('signal');
  const all = named === undefined ? [counting.operations] : [];
  const signals = select(counting.signals, named, compiled.plan);
  return {
    project,
    plan: withRules(compiled.plan, [...signals.flatMap(({ tenant, userTenant }) => [tenant, userTenant]), ...all]),
    signals,
    operations: all[0] ?? null,
    undeclared: undeclaredIn(compiled.plan),
    diagnostics,
    failed: diagnostics.some(({ severity }) => severity === 'error'),
  };
}

function select(signals: readonly CountedSignal[], named: readonly string[] | undefined, plan: Plan): CountedSignal[] {
  const misspelt = named?.find((name) => !signals.some((signal) => signal.name === name));
  if (misspelt !== undefined) {
    const known = signals.map(({ name }) => name);
    throw new UsageError(`Nothing declares a signal ${JSON.stringify(misspelt)}.`, { word: misspelt, known });
  }
  const compiled = new Set(plan.rules.map(({ id }) => id));
  return signals.filter(({ name, tenant }) => compiled.has(tenant) && (named?.includes(name) ?? true));
}

function withRules(plan: Plan, ids: readonly string[]): Plan {
  const wanted = new Set(ids);
  return { ...plan, rules: plan.rules.filter(({ id }) => wanted.has(id)), exemptions: [] };
}

function undeclaredIn({ rules, signals }: Plan): readonly string[] {
  const named = new Set(rules.flatMap((rule) => rule.signals));
  const undeclared = [...named].flatMap((id) => (signals[id]!.declared ? [] : [signals[id]!.name]));
  return [...new Set(undeclared)].sort();
}
