import type { Plan } from '../engine';
import { checkExpectations, compileProject, parseRuleFile, type RuleTest } from '../language';
import { loadText, type Project } from '../project';
import { type Arguments, keyValues } from './arguments';
import { findRuleFiles, type RuleFiles } from './find-rule-files';
import type { Io, Setup } from './io';
import type { ShownDiagnostic } from './report/check-result';
import { shownDiagnostic } from './shown';
import { UsageError } from './usage-error';

export interface LoadedRules {
  readonly project: Project;
  readonly plan: Plan;
  /** Test blocks, by file, then place. */
  readonly tests: readonly RuleTest[];
  readonly files: number;
  /** Of rule files and `ringfence.json`, by path and place. */
  readonly diagnostics: readonly ShownDiagnostic[];
  /** Something that was to be judged is not in the plan. */
  readonly failed: boolean;
}

/**
 * Finds and compiles the rules that a command names, or the project's; with `expectations`, what tests expect of rules that
 * are not there is an error too. @throws UsageError where there are none at all.
 */
export async function loadRules(
  args: Arguments,
  io: Io,
  setup: Setup,
  check: { readonly expectations: boolean } = { expectations: false },
): Promise<LoadedRules> {
  const found = await findRuleFiles(args.words, io, setup, { tests: check.expectations });
  return compileRules(found, args, io, check);
}

/** The same for files that were found. @throws UsageError for a param that no file declares */
export function compileRules(
  { project, packs, files, diagnostics: found }: RuleFiles,
  args: Arguments,
  io: Io,
  check: { readonly expectations: boolean } = { expectations: false },
): LoadedRules {
  const own = keyValues(args, 'param');
  const params = new Map([...project.settings.params, ...own]);
  const parsed = files.map(({ uri, text }) => parseRuleFile(uri, text));
  const {
    plan,
    tests,
    diagnostics: compiled,
    unknownParams,
  } = compileProject({
    files: parsed,
    packs,
    params,
    tenant: project.settings.tenant,
    loadImport: loadText,
    loadData: loadText,
  });
  // a param in ringfence.json may belong to rules that this run doesn't read; one on the command line may not
  const unknown = unknownParams.find((name) => own.has(name));
  if (unknown !== undefined) throw new UsageError(`No rule file declares a param ${JSON.stringify(unknown)}.`);
  const expected = check.expectations ? checkExpectations(tests, parsed, plan.rules) : [];
  const diagnostics = [
    ...found,
    ...[...compiled, ...expected].map((diagnostic) => shownDiagnostic(diagnostic, files, io.cwd)),
  ];
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return { project, plan, tests, files: files.length, diagnostics, failed };
}
