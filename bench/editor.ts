// The language server over a million spans: what a person at the keyboard waits for. Generates its traces first.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClient } from '../test/server/support/language-server';

const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 210_000);
const RULES = 'isolation.fence';
const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'ringfence-editor-'));

function generate(): void {
  const { status } = spawnSync(
    process.execPath,
    ['scripts/generate-mediplatform.ts', '--requests', String(REQUESTS), '--out', folder],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) throw new Error('the traces could not be generated');
  copyFileSync(join(root, 'samples/mediplatform', RULES), join(folder, RULES));
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!;
const shown = (times: readonly number[]) =>
  `${median(times).toFixed(0)} ms median, ${Math.max(...times).toFixed(0)} ms worst of ${times.length}`;

let version = 1;
let text = readFileSync(join(root, 'samples/mediplatform', RULES), 'utf8');

/** From a changed text, saved, to the verdicts that it gives. */
async function rejudge(client: TestClient, changed: string, saved = true): Promise<number> {
  const revision = client.state?.revision ?? 0;
  text = changed;
  writeFileSync(join(folder, RULES), text);
  const start = performance.now();
  await client.change(RULES, text, ++version);
  if (saved) await client.save(RULES);
  await client.replayed(revision);
  return performance.now() - start;
}

/** How long a key stroke (a change, and a hover to answer) takes while something else is going on. */
async function keyStroke(client: TestClient): Promise<number> {
  const start = performance.now();
  await client.change(RULES, `${text}\n`, ++version);
  await client.request('textDocument/hover', {
    textDocument: { uri: client.uri(RULES) },
    position: { line: 9, character: 4 },
  });
  return performance.now() - start;
}

async function main(): Promise<void> {
  mkdirSync(join(folder, 'traces'), { recursive: true });
  generate();
  const bytes = readdirSync(join(folder, 'traces')).reduce(
    (sum, file) => sum + statSync(join(folder, 'traces', file)).size,
    0,
  );
  const started = performance.now();
  const client = await TestClient.start(folder, {
    settings: { replay: { run: 'onType' } },
    capabilities: { workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } } },
  });
  client.patience = 120_000;
  await client.open(RULES, text);
  const whileReading: number[] = [];
  while (client.state === undefined || client.state.revision === 0) {
    whileReading.push(await keyStroke(client));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { summary } = client.state;
  console.log(`${(bytes / 1e6).toFixed(0)} MB, ${JSON.stringify(summary)}`);
  console.log(`from start to verdicts: ${((performance.now() - started) / 1000).toFixed(2)} s`);
  console.log(`a key stroke while traces are read: ${shown(whileReading)}`);

  for (const saved of [false, true]) {
    const edits: number[] = [];
    for (let i = 0; i < 12; i++) {
      const condition = `q.table in rls_tables and q.table != "${saved}${i}"`;
      edits.push(
        await rejudge(client, text.replace(/q\.table in rls_tables( and q\.table != "\w+")?/, condition), saved),
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    console.log(`a rule changed${saved ? ' and saved' : ''}, to its verdicts: ${shown(edits)}`);
  }

  const failing: number[] = [];
  for (let i = 0; i < 12; i++) {
    // what is half typed often fails everywhere, and then nowhere again
    const policy = i % 2 === 0 ? `no policy ${i}` : 'tenant_isolation';
    failing.push(await rejudge(client, text.replace(/policy == "[^"]*"/, `policy == "${policy}"`), false));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  console.log(`a rule that fails everywhere, and nowhere again, as one types: ${shown(failing)}`);

  for (const [what, condition] of [
    ['an attribute that no rule read before', 'q.db.namespace != "x"'],
    ['one that no span has', 'q.server.port != 1'],
  ] as const) {
    const changed = text.replace('q.table == "patient_documents"', `q.table == "patient_documents" and ${condition}`);
    console.log(`${what}: ${(await rejudge(client, changed)).toFixed(0)} ms`);
  }
  await client.stop();
  rmSync(folder, { recursive: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
