import { spawn } from 'node:child_process';

/** Git answers within milliseconds; one that hangs on a network drive must not hold a replay up. */
const TIMEOUT_MS = 5_000;

/**
 * Which of these files git ignores, as git itself sees it; none where the folder is in no repository or there is no git.
 * @param paths absolute
 */
export function gitIgnored(folder: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const none = new Set<string>();
  if (paths.length === 0) return Promise.resolve(none);
  return new Promise((resolve) => {
    // a repository may name a program for git to ask about changed files: nothing of a folder that is only looked at runs
    const args = ['-c', 'core.fsmonitor=false', 'check-ignore', '-z', '--stdin'];
    const git = spawn('git', args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'], timeout: TIMEOUT_MS });
    const chunks: Buffer[] = [];
    git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    git.on('error', () => resolve(none));
    // 0: some are ignored, 1: none is; anything else: no repository
    git.on('close', (code) => resolve(code === 0 ? new Set(Buffer.concat(chunks).toString().split('\0')) : none));
    git.stdin.on('error', () => resolve(none));
    git.stdin.end(paths.join('\0'));
  });
}
