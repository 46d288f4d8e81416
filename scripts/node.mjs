// Runs on any Node from 18 on, without node_modules: finds a Node that Ringfence runs on and installs what is missing.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What ships needs zstd in node:zlib, which Node has from here on. */
const oldest = [22, 15];

const onWindows = process.platform === 'win32';

/** Runs a command in the project's folder with the project's tools first on the PATH; its exit code. */
export function run(command, args = [], options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
    shell: onWindows,
    ...options,
  });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

/** Like `run`, with what it printed. */
export function capture(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: environment(),
    maxBuffer: 1 << 28,
    ...options,
  });
  return { status: status ?? 1, stdout: stdout ?? '', stderr: error ? error.message : stderr };
}

function environment() {
  const tools = join(root, 'node_modules', '.bin');
  const { PATH, Path, ...rest } = process.env;
  return { ...rest, PATH: [tools, PATH ?? Path].join(delimiter) };
}

/** Installs the locked packages where one is missing or of another version. Says what it does; false if it failed. */
export function install() {
  if (installed()) return true;
  console.log('Installing packages (npm ci) …');
  const npm = process.env.npm_execpath;
  const code = npm ? run(process.execPath, [npm, 'ci'], { shell: false }) : run('npm', ['ci']);
  if (code !== 0) console.error('npm ci failed: its messages are above.');
  return code === 0;
}

function installed() {
  const there = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || there[path]?.version === version || (optional && !(path in there)),
  );
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

/** The path of a Node that is new enough: this one, or the one among the packages. Says so in a sentence if there is none. */
export function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const own = join(root, 'node_modules', '.bin', onWindows ? 'node.cmd' : 'node');
  const { status, stdout } = capture(own, ['--version'], { shell: onWindows });
  if (status === 0 && isNewEnough(stdout.trim().slice(1))) return own;
  console.error(
    `Ringfence needs Node ${oldest.join('.')} or later; this is ${process.versions.node}, and the packages bring none for ${process.platform} ${process.arch}.`,
  );
  return undefined;
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}
