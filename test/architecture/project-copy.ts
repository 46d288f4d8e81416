import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Every file that belongs to the project: tracked, or new and not ignored. */
export function projectFiles(): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    { cwd: root },
  );
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: root });
  const gone = new Set(String(deleted).split('\0'));
  return String(listed)
    .split('\0')
    .filter((path) => path !== '' && !gone.has(path));
}

/** A copy of the project to plant mistakes in, with the same packages; dispose of it. */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'ringfence-copy-'));

  constructor() {
    for (const path of projectFiles().filter((each) => !/^samples\/.*\/traces\//.test(each))) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      copyFileSync(join(root, path), join(this.folder, path));
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path));
  }

  /** Runs one of the project's tools in the copy. */
  run(tool: string, args: readonly string[]): { status: number | null; output: string } {
    const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
    const { status, stdout, stderr } = spawnSync(tool, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, PATH },
      shell: process.platform === 'win32',
    });
    return { status, output: `${stdout}${stderr}` };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
