import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileProblem, fileProblem } from './file-problem';

/** What makes a folder a project. */
export const SETTINGS_FILE = 'ringfence.json';

/**
 * The files under a folder whose names `take` takes, sorted; not in `node_modules`, in folders whose names begin with a
 * dot, behind links to folders, or in a project of its own below it. A folder that can't be listed is a problem and the
 * rest is still listed.
 */
export async function listFolder(
  folder: string,
  take: (name: string) => boolean,
): Promise<{ files: readonly string[]; problems: readonly FileProblem[] }> {
  const files: string[] = [];
  const problems: FileProblem[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await list(next);
  return { files: files.sort(), problems };

  async function list(path: string): Promise<void> {
    try {
      const entries = await readdir(path, { withFileTypes: true });
      if (path !== folder && entries.some(({ name }) => name === SETTINGS_FILE)) return;
      for (const entry of entries) {
        const below = join(path, entry.name);
        if (entry.isDirectory()) {
          if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) waiting.push(below);
        } else if (take(entry.name)) files.push(below);
      }
    } catch (error) {
      problems.push(fileProblem(path, error));
    }
  }
}
