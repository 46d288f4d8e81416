// The tests that need an editor: `--suite` or `--ui` runs one half, `--images` writes docs/images anew.

import { join } from 'node:path';
import { argv, env } from 'node:process';
import { build } from 'esbuild';
import { findChromium } from './host/chromium.mts';
import { installCodeServer } from './host/code-server.mts';
import { copySample, root, suiteBundle, withTemporaryFolder } from './host/paths.mts';
import { runSuiteInBrowser } from './host/suite-in-browser.mts';
import { findDesktop, runSuiteOnDesktop } from './host/suite-on-desktop.mts';
import { outcomeVariable, readOutcome, type SuiteRun, type Tally } from './host/suite-run.mts';
import { runUiTests } from './ui/run.mts';

const all = !argv.includes('--suite') && !argv.includes('--ui');

const chromium = await findBrowserEditor();
const tallies: (Tally | undefined)[] = [];
if (all || argv.includes('--suite')) tallies.push(await runSuite());
if (all || argv.includes('--ui'))
  tallies.push(chromium ? await runUiTests(chromium, argv.includes('--images')) : undefined);
report();

/** The browser's path where both it and a code-server to show in it can be had. */
async function findBrowserEditor(): Promise<string | undefined> {
  const browser = await findChromium();
  if (!browser) return undefined;
  try {
    await installCodeServer();
    return browser;
  } catch (error) {
    console.log(`code-server can't be installed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function runSuite(): Promise<Tally | undefined> {
  const desktop = await findDesktop();
  if (!desktop && !chromium) return undefined;
  await bundleSuite();
  return withTemporaryFolder(async (folder) => {
    const outcome = join(folder, 'outcome.json');
    const run: SuiteRun = { folder, workspace: copySample(folder), env: { [outcomeVariable]: outcome } };
    const ended = desktop ? await runSuiteOnDesktop(desktop, run) : await runSuiteInBrowser(chromium ?? '', run);
    return readOutcome(outcome, ended);
  });
}

function bundleSuite() {
  return build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/suite/index.ts'],
    outfile: suiteBundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'error',
  });
}

/** Ends with the line that CI reads. Tests that could not run fail only where `CI_UI=1` demands them. */
function report() {
  const notRun = tallies.includes(undefined);
  const passed = tallies.reduce((sum, tally) => sum + (tally?.passed ?? 0), 0);
  const failed = tallies.reduce((sum, tally) => sum + (tally?.failed ?? 0), 0);
  if (notRun) console.log('UI tests not run: no VS Code and no Chromium to be had here.');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || (notRun && env.CI_UI === '1') ? 1 : 0;
}
