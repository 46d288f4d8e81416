/** The section of the client's configuration that the server asks for, and what comes when none is given. */
export const SETTINGS_SECTION = 'ringfence';

export interface Settings {
  readonly traces: {
    /** Globs below the project's folder; empty: what ringfence.json says, else every trace file that is found. */
    readonly include: readonly string[];
    /** Globs of what is not read, beside git-ignored files, `node_modules` and dot folders. */
    readonly exclude: readonly string[];
  };
  readonly replay: {
    /** When rules run by themselves: on opening, saving and when a trace file changes, or only by command. */
    readonly run: 'onType' | 'onSave' | 'manually';
    readonly assumeComplete: boolean;
    /** Megabytes that the traces in memory may take; what doesn't fit is left out, and said to be. */
    readonly memory: number;
  };
  readonly diagnostics: {
    /** `none` shows no diagnostic for findings of that severity; the tree has them all the same. */
    readonly severity: Readonly<Record<FindingSeverity, DiagnosticLevel>>;
  };
}

export type FindingSeverity = 'critical' | 'high' | 'medium' | 'low' | 'info' | 'unproven';
export type DiagnosticLevel = 'error' | 'warning' | 'information' | 'hint' | 'none';

export const DEFAULT_SETTINGS: Settings = {
  traces: { include: [], exclude: [] },
  replay: { run: 'onSave', assumeComplete: false, memory: 2_048 },
  diagnostics: {
    severity: {
      critical: 'error',
      high: 'error',
      medium: 'warning',
      low: 'information',
      info: 'hint',
      unproven: 'warning',
    },
  },
};
