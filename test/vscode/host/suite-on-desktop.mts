import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { root, suiteBundle } from './paths.mts';
import type { Ended, SuiteRun } from './suite-run.mts';
import { editorSettings } from './user-settings.mts';

/** A desktop VS Code that is there (`VSCODE_EXECUTABLE`) or can be downloaded, where there is a screen for it. */
export async function findDesktop(): Promise<string | undefined> {
  if (env.VSCODE_EXECUTABLE) return env.VSCODE_EXECUTABLE;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: join(root, '.vscode-test') });
  } catch (error) {
    console.log(`VS Code can't be downloaded: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Runs the suite in a desktop VS Code. */
export async function runSuiteOnDesktop(executable: string, run: SuiteRun): Promise<Ended> {
  const user = join(run.folder, 'user');
  mkdirSync(join(user, 'User'), { recursive: true });
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify(editorSettings));
  const code = await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: suiteBundle,
    extensionTestsEnv: run.env,
    launchArgs: [
      ...[run.workspace, '--user-data-dir', user, '--extensions-dir', join(run.folder, 'extensions')],
      ...['--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
    ],
  }).catch(() => 1);
  return { code, problem: null };
}
