import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { PackSource } from '../language';
import { fileUri, findRules, openProject, type Project, packsIn, type RuleText } from '../project';
import type { Io, Setup } from './io';
import type { ShownDiagnostic } from './report/check-result';
import { shownDiagnostic, shownProblem } from './shown';
import { UsageError } from './usage-error';

export interface RuleFiles {
  readonly project: Project;
  readonly packs: PackSource;
  readonly files: readonly RuleText[];
  /** Of `ringfence.json`, and for what can't be read. */
  readonly diagnostics: readonly ShownDiagnostic[];
}

/**
 * The rule files that a command names, or the project's; with `tests` those of packs that are named too, but not of packs
 * that the project's settings name. @throws UsageError where there is nothing at all, unless there may be `none`.
 */
export async function findRuleFiles(
  words: readonly string[],
  io: Io,
  setup: Setup,
  { tests = false, none = false }: { readonly tests?: boolean; readonly none?: boolean } = {},
): Promise<RuleFiles> {
  const project = await openProject(projectStart(words, io.cwd));
  const packs = packsIn(setup.packs);
  const named = words.length > 0;
  const found = await findRules(
    named ? io.cwd : project.folder,
    named ? words : (project.settings.rules ?? ['.']),
    packs,
    { tests: tests && named },
  );
  const { settingsPath, settingsText } = project;
  const settings =
    settingsPath !== null && settingsText !== null ? [{ uri: fileUri(settingsPath), text: settingsText }] : [];
  const diagnostics = [
    ...[...project.problems, ...found.problems].map((problem) => shownProblem(problem, io.cwd)),
    ...project.diagnostics.map((diagnostic) => shownDiagnostic(diagnostic, settings, io.cwd)),
  ];
  if (!none && found.files.length + diagnostics.length === 0) {
    throw new UsageError(
      `There are no rules: no .fence file or YAML rule pack in ${named ? words.join(', ') : project.folder}.`,
    );
  }
  return { project, packs, files: found.files, diagnostics };
}

/** The project is that of the first path named, as it is in the editor; without one, the current folder's. */
function projectStart(words: readonly string[], cwd: string): string {
  const path = words.map((word) => resolve(cwd, word)).find((each) => existsSync(each));
  if (path === undefined) return cwd;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}
