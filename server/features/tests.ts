import type { Origin } from '../../engine';
import { LineIndex, type RuleTest } from '../../language';
import {
  type Place,
  type RuleTestItem,
  type RunTestParams,
  RunTestRequest,
  type TestRun,
  TestsRequest,
} from '../../protocol';
import type { ServerContext } from '../context';
import type { CompiledRules, RuleProject } from '../workspace/rule-project';

interface Known {
  readonly id: string;
  readonly test: RuleTest;
  readonly project: RuleProject;
  readonly rules: CompiledRules;
}

/** The test blocks of rule files, and what comes of running one. */
export function registerTests(context: ServerContext): void {
  const { connection, workspace } = context;
  connection.onRequest(TestsRequest.method, async (): Promise<readonly RuleTestItem[]> => {
    await workspace.ready();
    return testsIn(context).map((known) => item(known, context));
  });
  connection.onRequest(RunTestRequest.method, async ({ id }: RunTestParams): Promise<TestRun | null> => {
    await workspace.ready();
    const known = testsIn(context).find((each) => each.id === id);
    return known ? await run(known, context) : null;
  });
}

function testsIn({ workspace }: ServerContext): Known[] {
  const seen = new Map<string, number>();
  return workspace.projects.flatMap((project) => {
    const rules = project.compile();
    return rules.tests.map((test) => {
      const name = `${test.origin.uri}#${test.title}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { id: count === 1 ? name : `${name}#${count}`, test, project, rules };
    });
  });
}

function item({ id, test, rules }: Known, context: ServerContext): RuleTestItem {
  const expected = new Set(test.expectations.map(({ rule }) => rule));
  return { id, title: test.title, rules: [...expected], ...placeOf(test.origin, rules, context) };
}

async function run({ test, project, rules }: Known, context: ServerContext): Promise<TestRun> {
  const expected = new Set(test.expectations.map(({ rule }) => rule));
  const plan = { ...rules.plan, rules: rules.plan.rules.filter(({ id }) => expected.has(id)) };
  const { settings, schema } = project.project;
  const { assumeComplete } = settings;
  const job = { test, plan, folder: project.folder, assumeComplete, schema };
  const { passed, failures, problems } = await context.replayWorker().call('runTest', job);
  return {
    passed,
    failures: failures.map(({ origin, ...texts }) => ({ ...texts, ...placeOf(origin, rules, context) })),
    problems,
  };
}

function placeOf({ uri, start, end }: Origin, { lines }: CompiledRules, { documents }: ServerContext): Place {
  const index = lines.get(uri) ?? new LineIndex('');
  const position = (offset: number) => {
    const { line, column } = index.position(offset);
    return { line: line - 1, character: column - 1 };
  };
  return { uri: documents.get(uri)?.uri ?? uri, range: { start: position(start), end: position(end) } };
}
