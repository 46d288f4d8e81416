import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './chromium.mts';
import { installCodeServer, startCodeServer } from './code-server.mts';
import { root, suiteBundle } from './paths.mts';
import type { SuiteRun } from './suite-run.mts';
import { editorSettings } from './user-settings.mts';

const timeout = 180_000;

/** Runs the suite in the extension host of a code-server; its window is a page of the browser. */
export async function runSuiteInBrowser(chromium: string, run: SuiteRun): Promise<number> {
  await installCodeServer();
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
    const ended = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      appendFileSync(log, `${type} ${args.map(String).join(' ')}\n`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
    await page.goto(windowUrl(server.authority, run.workspace));
    return await Promise.race([ended.promise, timeoutAfter(timeout)]);
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

function timeoutAfter(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    const error = new Error(`The extension suite did not end within ${milliseconds / 1000} s`);
    setTimeout(() => reject(error), milliseconds).unref();
  });
}
