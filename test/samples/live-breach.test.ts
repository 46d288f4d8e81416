import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres } from '../../samples/live-breach/app/postgres';
import { runApp, type Truth } from '../../samples/live-breach/app/run-app';
import { ringfence, root } from '../cli/capture';
import { temporaryFolder } from '../project/temporary-folder';

interface Output {
  readonly summary: Readonly<Record<'checked' | 'violated' | 'unproven' | 'indeterminate', number>>;
  readonly rules: readonly (Readonly<Record<'checked' | 'held' | 'violated', number>> & { readonly id: string })[];
  readonly violations: readonly { readonly rule_id: string; readonly context: Readonly<Record<string, unknown>> }[];
}

let postgres: Awaited<ReturnType<typeof startPostgres>>;

// a PostgreSQL takes a while to begin on a busy machine
beforeAll(async () => {
  postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.close());

async function run(fixed: boolean): Promise<{ truth: Truth; output: Output; statements: number }> {
  const traces = join(temporaryFolder({}), 'morning.jsonl');
  const truth = await runApp(postgres, { fixed, traces });
  const rules = join(root, 'samples/live-breach/isolation.fence');
  const counting = temporaryFolder({
    'count.fence': 'rule statements { each span as s where s.span:kind == client always { exists(s.db.query.text) } }',
  });
  const check = async (what: string): Promise<Output> => {
    const { stdout } = await ringfence(['check', what, '--traces', traces, '--format', 'json']);
    return JSON.parse(stdout) as Output;
  };
  const counted = await check(join(counting, 'count.fence'));
  return { truth, output: await check(rules), statements: counted.summary.checked };
}

const violated = ({ rules }: Output, id: string) => rules.find((rule) => rule.id === id)?.violated;

test('every unfiltered search is found and nothing else, by the database’s own count', async () => {
  const { truth, output, statements } = await run(false);
  expect(statements).toBe(truth.statements);
  expect(truth.unfilteredSearches).toBe(truth.searches);
  expect(violated(output, 'statements-filter-by-tenant')).toBe(truth.unfilteredSearches);
  const queries = output.violations.filter(({ rule_id }) => rule_id === 'statements-filter-by-tenant');
  expect(queries.every(({ context }) => String(context.query).includes('JOIN patient_documents'))).toBe(true);
  // some leak and some don't, or there would be nothing to tell apart
  expect(truth.leakingSearches).toBeGreaterThan(0);
  expect(truth.leakingSearches).toBeLessThan(truth.searches);
  expect(violated(output, 'rows-stay-home')).toBe(truth.leakingSearches);
  expect(violated(output, 'tables-get-a-policy')).toBe(1);
  expect(violated(output, 'own-tenant')).toBe(0);
  expect(output.summary).toMatchObject({ unproven: 0, indeterminate: 0 });
}, 60_000);

test('the fixed version is clean', async () => {
  const { truth, output, statements } = await run(true);
  expect(statements).toBe(truth.statements);
  expect(truth).toMatchObject({ unfilteredSearches: 0, leakingSearches: 0 });
  expect(output.summary).toMatchObject({ violated: 0, unproven: 0, indeterminate: 0 });
  expect(output.rules.every(({ checked }) => checked > 0)).toBe(true);
}, 60_000);
