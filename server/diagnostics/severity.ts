import { DiagnosticSeverity } from 'vscode-languageserver';
import type { DiagnosticLevel, Settings, Severity } from '../../protocol';

const LEVELS: Readonly<Record<Exclude<DiagnosticLevel, 'none'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** How loud a verdict is in the editor; null where the settings silence it, or where it is no cause for alarm. */
export function verdictSeverity(settings: Settings, verdict: string, severity: Severity): DiagnosticSeverity | null {
  const { severity: levels } = settings.diagnostics;
  if (verdict !== 'violated' && verdict !== 'unproven') return null;
  const level = verdict === 'violated' ? levels[severity] : levels.unproven;
  return level === 'none' ? null : LEVELS[level];
}
