import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { cache } from './paths.mts';
import { run } from './process.mts';

const version = '4.139.1';
const home = join(cache, `code-server-${version}`);
const entry = join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
const complete = join(home, 'complete');

/** Puts code-server, which carries a whole VS Code, into the cache folder. */
export async function installCodeServer(): Promise<void> {
  if (existsSync(complete)) return;
  console.log(`Installing code-server ${version} …`);
  mkdirSync(home, { recursive: true });
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', [...install, '--prefix', home, '--no-save', `code-server@${version}`]);
  const vscode = join(home, 'node_modules', 'code-server', 'lib', 'vscode');
  await run('npm', [...install, '--omit=dev'], vscode);
  await run('npm', [...install, '--omit=dev'], join(vscode, 'extensions'));
  writeFileSync(complete, '');
}

export interface CodeServer {
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  stop(): Promise<void>;
}

export interface CodeServerOptions {
  /** Keeps user data, extensions and the log. */
  readonly folder: string;
  readonly settings: object;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** @throws Error if it doesn't answer within half a minute. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const authority = `127.0.0.1:${await freePort()}`;
  const user = join(options.folder, 'user');
  mkdirSync(join(user, 'User'), { recursive: true });
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify(options.settings));
  const child = spawn(execPath, [entry, ...serverArgs(authority, options.folder), ...(options.args ?? [])], {
    env: { ...env, ...options.env, EXTENSIONS_GALLERY: '{}', XDG_CONFIG_HOME: join(options.folder, 'config') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(options.folder, 'code-server.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  await untilHealthy(authority, child);
  return { authority, stop: () => stop(child) };
}

/** Installs a packaged extension into the folder that `startCodeServer` is then given. */
export async function installExtension(folder: string, vsix: string): Promise<void> {
  await run(execPath, [entry, ...folderArgs(folder), '--install-extension', vsix]);
}

function folderArgs(folder: string): string[] {
  return [
    ['--user-data-dir', join(folder, 'user')],
    ['--extensions-dir', join(folder, 'extensions')],
    ['--config', join(folder, 'config.yaml')],
  ].flat();
}

function serverArgs(authority: string, folder: string): string[] {
  return [
    ...['--bind-addr', authority, '--auth', 'none', ...folderArgs(folder)],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...['--disable-workspace-trust', '--disable-proxy', '--ignore-last-opened'],
  ];
}

async function untilHealthy(authority: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (child.exitCode !== null) throw new Error(`code-server ended with ${child.exitCode}`);
    const healthy = await fetch(`http://${authority}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await sleep(200);
  }
  await stop(child);
  throw new Error('code-server did not start');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(killer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
