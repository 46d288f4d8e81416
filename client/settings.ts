import { type ConfigurationScope, workspace } from 'vscode';
import { DEFAULT_SETTINGS, SETTINGS_SECTION, type Settings } from '../protocol';

/** The one place where settings are read. */
export function readSettings(scope?: ConfigurationScope): Settings {
  const configuration = workspace.getConfiguration(SETTINGS_SECTION, scope);
  const { traces, replay, diagnostics } = DEFAULT_SETTINGS;
  return Object.freeze({
    traces: {
      include: configuration.get('traces.include', traces.include),
      exclude: configuration.get('traces.exclude', traces.exclude),
    },
    replay: {
      run: configuration.get('replay.run', replay.run),
      assumeComplete: configuration.get('replay.assumeComplete', replay.assumeComplete),
      memory: configuration.get('replay.memory', replay.memory),
    },
    diagnostics: {
      severity: { ...diagnostics.severity, ...configuration.get('diagnostics.severity', diagnostics.severity) },
    },
  });
}
