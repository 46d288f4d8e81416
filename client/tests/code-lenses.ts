import { CodeLens, type CodeLensProvider, type Disposable, languages, Range, type TextDocument, Uri } from 'vscode';
import type { Findings, RuleItem, RuleTestItem } from '../../protocol';
import type { Replay } from '../replay';
import type { RuleTests } from './rule-tests';

/** Above each test *Run Test*, above each rule that has tests *Run 3 Tests*. */
export function registerTestLenses(ruleTests: RuleTests, replay: Replay): Disposable {
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: ruleTests.onDidChange,
    provideCodeLenses: (document) => [
      ...ruleTests.all.filter((test) => isIn(document, test)).map(testLens),
      ...rulesIn(document, replay.findings).flatMap((rule) => ruleLens(rule, ruleTests.all)),
    ],
  };
  return languages.registerCodeLensProvider({ language: 'ringfence' }, provider);
}

function isIn(document: TextDocument, { uri }: { readonly uri: string }): boolean {
  return Uri.parse(uri).toString() === document.uri.toString();
}

function rulesIn(document: TextDocument, { rules }: Findings): readonly RuleItem[] {
  return rules.filter((rule) => isIn(document, rule));
}

function testLens({ id, range }: RuleTestItem): CodeLens {
  return lens(range.start.line, 'Run Test', [id]);
}

function ruleLens({ id, range }: RuleItem, tests: readonly RuleTestItem[]): CodeLens[] {
  const own = tests.filter(({ rules }) => rules.includes(id)).map((test) => test.id);
  const title = own.length === 1 ? 'Run 1 Test' : `Run ${own.length} Tests`;
  return own.length === 0 ? [] : [lens(range.start.line, title, own)];
}

function lens(line: number, title: string, ids: readonly string[]): CodeLens {
  const command = { command: 'ringfence.runTests', title, arguments: [ids] };
  return new CodeLens(new Range(line, 0, line, 0), command);
}
