import { fileURLToPath } from 'node:url';
import { type CompiledProject, ProjectCompiler, parseRuleFile, type RuleFile } from '../../language';
import { packsIn } from '../../project';

/** The packs of this checkout. */
export const PACKS = packsIn(fileURLToPath(new URL('../../packs', import.meta.url)));

/** Read once: most of what a small text takes to compile is what it imports. */
const IMPORTS = new Map<string, RuleFile>();

/** Compiles rule texts; the first is `file:///rules/0.fence`, and so on. */
export function compileTexts(
  texts: readonly string[],
  params?: ReadonlyMap<string, string>,
  loadData?: (uri: string) => string | undefined,
): CompiledProject {
  const files = texts.map((text, index) => parseRuleFile(`file:///rules/${index}.fence`, text));
  return new ProjectCompiler(IMPORTS).compile({
    files,
    packs: PACKS,
    ...(params ? { params } : {}),
    ...(loadData ? { loadData } : {}),
  });
}

/** `1:20 code: message` for each diagnostic, of one text. */
export function diagnosticsOf(text: string): string[] {
  return compileTexts([text]).diagnostics.map(
    ({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`,
  );
}

/** The plan of one text that must have no errors. */
export function planOf(text: string, params?: ReadonlyMap<string, string>): CompiledProject['plan'] {
  const { plan, diagnostics } = compileTexts([text], params);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0)
    throw new Error(errors.map((error) => `${error.line}:${error.column} ${error.message}`).join('\n'));
  return plan;
}
