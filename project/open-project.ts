import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../language';
import { type FileProblem, fileProblem, isMissing } from './file-problem';
import { fileUri, withoutMark } from './rule-text';
import { defaultSettings, type ProjectSettings, readSettings } from './settings';

export const SETTINGS_FILE = 'ringfence.json';

/** A folder whose rules see its traces. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  /** The project's `ringfence.json`, absolute; null where there is none. */
  readonly settingsPath: string | null;
  readonly settings: ProjectSettings;
  /** The text of `ringfence.json`; null where there is none, or it can't be read. */
  readonly settingsText: string | null;
  /** Of `ringfence.json`; an error means that a part of it is not used. */
  readonly diagnostics: readonly Diagnostic[];
  /** A `ringfence.json` that is there and can't be read. */
  readonly problems: readonly FileProblem[];
}

/** The nearest of `start` and its ancestors that has a `ringfence.json`, else `start` itself. */
export async function openProject(start: string): Promise<Project> {
  const none: Project = {
    folder: resolve(start),
    settingsPath: null,
    settings: defaultSettings,
    settingsText: null,
    diagnostics: [],
    problems: [],
  };
  for (let folder = none.folder; ; folder = dirname(folder)) {
    const settingsPath = join(folder, SETTINGS_FILE);
    try {
      const settingsText = withoutMark(await readFile(settingsPath, 'utf8'));
      return { ...none, folder, settingsPath, settingsText, ...readSettings(fileUri(settingsPath), settingsText) };
    } catch (error) {
      if (!isMissing(error)) return { ...none, folder, settingsPath, problems: [fileProblem(settingsPath, error)] };
    }
    if (folder === dirname(folder)) return none;
  }
}
