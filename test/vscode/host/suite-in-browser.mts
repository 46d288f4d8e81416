import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './chromium.mts';
import { startCodeServer } from './code-server.mts';
import { root, suiteBundle } from './paths.mts';
import type { Ended, SuiteRun } from './suite-run.mts';
import { editorSettings } from './user-settings.mts';

const timeout = 180_000;

/** Runs the suite in the extension host of a code-server; its window is a page of the browser. */
export async function runSuiteInBrowser(chromium: string, run: SuiteRun): Promise<Ended> {
  const server = await startCodeServer({
    folder: join(run.folder, 'code-server'),
    settings: editorSettings,
    args: ['--vscode-option', 'enable-smoke-test-driver'],
    env: run.env,
  });
  const log = join(run.folder, 'editor.log');
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const ended = Promise.withResolvers<Ended>();
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      appendFileSync(log, `${type} ${args.map(String).join(' ')}\n`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve({ code, problem: null }));
    await page.goto(windowUrl(server.authority, run.workspace));
    const timer = setTimeout(() => ended.resolve({ code: 1, problem: tooLong(log) }), timeout);
    const outcome = await ended.promise;
    clearTimeout(timer);
    return outcome;
  } finally {
    await browser.close();
    await server.stop();
  }
}

function windowUrl(authority: string, workspace: string): string {
  const payload = [
    ['extensionDevelopmentPath', `vscode-remote://${authority}${root}`],
    ['extensionTestsPath', `vscode-remote://${authority}${suiteBundle}`],
  ];
  return `http://${authority}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

function tooLong(log: string): string {
  const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
  return `The extension suite did not end within ${timeout / 1000} s. The editor said last:\n${said.slice(-2000)}`;
}
