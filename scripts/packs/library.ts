import {
  ast,
  type PackSource,
  packUri,
  parseRuleFile,
  pathName,
  type RuleFile,
  ruleId,
  stringText,
} from '../../language';
import { commentAbove, type RuleComment } from './rule-comment';

/** A rule of a pack with all that its page shows. */
export interface PackRule {
  readonly pack: string;
  /** Its file, `pack/NAME/SECTION`. */
  readonly file: string;
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly controls: readonly string[];
  readonly tags: readonly string[];
  /** The checklist's numbers that it is for, from tags `seed_N`. */
  readonly seeds: readonly number[];
  readonly hasMessage: boolean;
  readonly recommend: readonly string[];
  readonly comment: RuleComment;
  /** As it is written, without the comment above. */
  readonly source: string;
  readonly tests: readonly PackTest[];
}

export interface PackTest {
  readonly file: string;
  /** Of its title `RULE: CASE`. */
  readonly rule: string;
  readonly case: string;
  /** What it expects of that rule. */
  readonly verdicts: readonly string[];
  readonly source: string;
}

export interface Library {
  /** By pack, file and place. */
  readonly rules: readonly PackRule[];
  readonly tests: readonly PackTest[];
  /** Syntax errors, one sentence each. */
  readonly problems: readonly string[];
}

/** Every rule and test of the packs under `pack/`. */
export function readLibrary(packs: PackSource): Library {
  const read = (name: string) => parseRuleFile(packUri(name), packs.read(name) ?? '');
  const files = packs
    .names()
    .filter(isRules)
    .map((name) => [name, read(name)] as const);
  const testFiles = packs
    .tests()
    .filter(isRules)
    .map((name) => [name, read(name)] as const);
  const tests = [...files, ...testFiles].flatMap(([name, file]) => testsOf(name, file));
  const byRule = Map.groupBy(tests, (test) => test.rule);
  const rules = files.flatMap(([name, file]) => rulesOf(name, file, byRule));
  const problems = [...files, ...testFiles].flatMap(([name, { diagnostics }]) =>
    diagnostics.map(({ line, message }) => `${name}:${line}: ${message}`),
  );
  return { rules, tests, problems };
}

function isRules(name: string): boolean {
  return name.startsWith('pack/');
}

function rulesOf(name: string, file: RuleFile, tests: ReadonlyMap<string, readonly PackTest[]>): PackRule[] {
  return file.ast.declarations.filter(ast.isRule).map((rule) => {
    const of = <T extends ast.Metadata['$type']>(type: T) =>
      rule.metadata.find((item) => item.$type === type) as Extract<ast.Metadata, { $type: T }> | undefined;
    const tags = (of('Tags')?.ids ?? []).map(pathName);
    const id = ruleId(rule);
    return {
      pack: name.split('/')[1] ?? '',
      file: name,
      id,
      title: rule.title === undefined ? '' : stringText(rule.title),
      severity: of('Severity')?.level ?? '',
      controls: (of('Controls')?.ids ?? []).map(pathName),
      tags,
      seeds: tags.flatMap((tag) => /^seed_(\d+)$/.exec(tag)?.[1] ?? []).map(Number),
      hasMessage: of('Message')?.text !== undefined,
      recommend: (of('Recommend')?.texts ?? []).map(stringText),
      comment: commentAbove(file.text, rule.$cstNode?.offset ?? 0),
      source: sourceOf(file, rule),
      tests: tests.get(id) ?? [],
    };
  });
}

function testsOf(name: string, file: RuleFile): PackTest[] {
  return file.ast.declarations.filter(ast.isTest).map((test) => {
    const title = stringText(test.title ?? '""');
    const [, rule = title, what = ''] = /^([\w.-]+): *(.*)$/s.exec(title) ?? [];
    const expected = test.items.filter(ast.isExpect).filter((item) => expectedRule(item) === rule);
    const verdicts = expected.map((item) => item.verdict ?? '');
    return { file: name, rule, case: what, verdicts, source: sourceOf(file, test) };
  });
}

function expectedRule({ rule = '' }: ast.Expect): string {
  return rule.startsWith('"') ? stringText(rule) : rule;
}

function sourceOf({ text }: RuleFile, { $cstNode }: ast.Rule | ast.Test): string {
  return text.slice($cstNode?.offset ?? 0, $cstNode?.end ?? 0);
}
