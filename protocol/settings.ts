/** Section of `workspace/configuration`. A server that gets none works with `defaultSettings`. */
export const settingsSection = 'ringfence';

export interface Settings {
  /** When the rules run over the traces: on open, save and new traces; after every edit too; or only when asked. */
  readonly run: 'onSave' | 'onType' | 'manual';
  /** Verdicts shown inside trace files: violations alone, those and the unproven ones, or none. */
  readonly showInTraces: 'violated' | 'unproven' | 'none';
}

export const defaultSettings: Settings = { run: 'onSave', showInTraces: 'unproven' };
