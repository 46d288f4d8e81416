import { ruleId } from '../compile/rule';
import { didYouMean } from '../compile/suggest';
import type { Diagnostic } from '../diagnostic';
import type { RuleFile } from '../rule-file';
import type { Expectation, RuleTest } from './rule-test';

/** Suggestions compare with every rule. */
const MAX_SUGGESTIONS = 100;

/** Errors on what tests expect of rules that are not in these files, or have mistakes that keep them from being judged. */
export function checkExpectations(
  tests: readonly RuleTest[],
  files: readonly RuleFile[],
  compiled: readonly { readonly id: string }[],
): readonly Diagnostic[] {
  const judged = new Set(compiled.map(({ id }) => id));
  const written = rulesIn(files);
  const byUri = new Map(files.map((file) => [file.uri, file]));
  return tests
    .flatMap(({ expectations }) => expectations)
    .filter(({ rule }) => !judged.has(rule))
    .map((expectation, index) => {
      const candidates = index < MAX_SUGGESTIONS ? written : [];
      return diagnostic(expectation, byUri.get(expectation.origin.uri), written, candidates);
    });
}

function rulesIn(files: readonly RuleFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ ast }) => ast.declarations.flatMap((node) => (node.$type === 'Rule' ? ruleId(node) : []))),
  );
}

function diagnostic(
  { rule, origin: { uri, start, end, line } }: Expectation,
  file: RuleFile | undefined,
  written: ReadonlySet<string>,
  candidates: Iterable<string>,
): Diagnostic {
  const column = file?.lines.position(start).column ?? 1;
  const [code, message] = written.has(rule)
    ? ['expected-rule-broken', `The rule “${rule}” has mistakes: it can’t be tested before they are gone.`]
    : ['expected-rule-missing', `There is no rule “${rule}” to expect this of.${didYouMean(rule, candidates)}`];
  return { uri, start, end, line, column, severity: 'error', code, message, fixes: [] };
}
