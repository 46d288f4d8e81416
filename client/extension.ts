import { type ExtensionContext, env, window } from 'vscode';
import { registerCommands } from './commands';
import { keepContexts } from './contexts';
import { createLanguageClient } from './language-client';
import { newRuleFile } from './new-rule-file';
import { Replay } from './replay';
import { revealRule, revealWitness } from './reveal';
import { openSample } from './sample';
import { createStatusBar } from './status-bar';
import { registerTestLenses } from './tests/code-lenses';
import { TestExplorer } from './tests/explorer';
import { RuleTests } from './tests/rule-tests';
import { TracesView } from './traces/view';
import { ViolationsView } from './violations/view';

/** What other extensions, and the tests, may see. */
export interface RingfenceApi {
  readonly replay: Replay;
  readonly violations: ViolationsView;
  readonly traces: TracesView;
  readonly ruleTests: RuleTests;
  readonly testExplorer: TestExplorer;
}

export async function activate(context: ExtensionContext): Promise<RingfenceApi> {
  const log = window.createOutputChannel('Ringfence', { log: true });
  const client = createLanguageClient(context, log);
  const replay = new Replay(client, log);
  const violations = new ViolationsView(replay, context.workspaceState);
  const traces = new TracesView(replay);
  const ruleTests = new RuleTests(client, log, replay);
  const testExplorer = new TestExplorer(ruleTests);
  context.subscriptions.push(log, client, replay, violations, traces);
  context.subscriptions.push(ruleTests, testExplorer, registerTestLenses(ruleTests, replay));
  context.subscriptions.push(keepContexts(replay), createStatusBar(replay));
  context.subscriptions.push(
    registerCommands(
      {
        'ringfence.replay': () => replay.run(),
        'ringfence.cancelReplay': () => replay.cancel(),
        'ringfence.groupByRule': () => violations.groupBy('rule'),
        'ringfence.groupByTenant': () => violations.groupBy('tenant'),
        'ringfence.groupByService': () => violations.groupBy('service'),
        'ringfence.groupByFile': () => violations.groupBy('file'),
        'ringfence.revealSpan': (finding, witness = 0) => revealWitness(replay, finding, witness),
        'ringfence.revealRule': async (node) => {
          if (node.kind === 'group' && node.rule) await revealRule(node.rule);
          else if (node.kind === 'finding') await revealRule(node.rule);
        },
        'ringfence.copyTraceId': async (node) => {
          if (node.kind === 'trace') await env.clipboard.writeText(node.traceId);
          else if (node.kind === 'finding') await env.clipboard.writeText(node.finding.traceId);
        },
        'ringfence.runTests': (ids = ruleTests.all.map(({ id }) => id)) => testExplorer.run(ids),
        'ringfence.openSample': (folder) => openSample(context.extensionUri, folder),
        'ringfence.newRuleFile': newRuleFile,
        'ringfence.showOutput': async () => log.show(),
        'ringfence.restartServer': () => client.restart(),
      },
      log,
    ),
  );
  await client.start().catch((error: unknown) => log.error(`The language server did not start: ${error}`));
  void ruleTests.refresh();
  return { replay, violations, traces, ruleTests, testExplorer };
}
