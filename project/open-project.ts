import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../language';
import { readSqlSchema, type SqlSchema } from '../sql';
import { type FileProblem, fileProblem, isMissing } from './file-problem';
import { SETTINGS_FILE } from './list-folder';
import { fileUri, withoutMark } from './rule-text';
import { defaultSettings, type ProjectSettings, readSettings } from './settings';

/** A folder whose rules see its traces. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  /** The project's `ringfence.json`, absolute; null where there is none. */
  readonly settingsPath: string | null;
  readonly settings: ProjectSettings;
  /** What its schema file says of the database; null without one that can be read. */
  readonly schema: SqlSchema | null;
  /** The text of `ringfence.json`; null where there is none, or it can't be read. */
  readonly settingsText: string | null;
  /** Of `ringfence.json`; an error means that a part of it is not used. */
  readonly diagnostics: readonly Diagnostic[];
  /** A `ringfence.json` or schema file that is there, or named, and can't be read. */
  readonly problems: readonly FileProblem[];
}

/** The nearest of `start` and its ancestors that has a `ringfence.json`, else `start` itself. */
export async function openProject(start: string): Promise<Project> {
  const none: Project = {
    folder: resolve(start),
    settingsPath: null,
    settings: defaultSettings,
    schema: null,
    settingsText: null,
    diagnostics: [],
    problems: [],
  };
  for (let folder = none.folder; ; folder = dirname(folder)) {
    const settingsPath = join(folder, SETTINGS_FILE);
    try {
      const settingsText = withoutMark(await readFile(settingsPath, 'utf8'));
      const read = readSettings(fileUri(settingsPath), settingsText);
      return { ...none, folder, settingsPath, settingsText, ...read, ...(await schemaOf(folder, read.settings)) };
    } catch (error) {
      if (!isMissing(error)) return { ...none, folder, settingsPath, problems: [fileProblem(settingsPath, error)] };
    }
    if (folder === dirname(folder)) return none;
  }
}

/** What `"schema"` names. What is wrong in it is a problem, and the rest of it counts. */
async function schemaOf(
  folder: string,
  { schema: named }: ProjectSettings,
): Promise<Pick<Project, 'schema' | 'problems'>> {
  if (named === null) return { schema: null, problems: [] };
  const path = resolve(folder, named);
  try {
    const { schema, problems } = readSqlSchema(withoutMark(await readFile(path, 'utf8')));
    return { schema, problems: problems.map((what) => ({ path, what })) };
  } catch (error) {
    return { schema: null, problems: [fileProblem(path, error)] };
  }
}
