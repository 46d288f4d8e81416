import { relative } from 'node:path';
import type { Diagnostic } from '../language';
import { type FileProblem, pathOfUri, type RuleText } from '../project';
import type { ShownDiagnostic } from './report/check-result';

/** Relative to the working directory where it is below it. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  return below === '' || below.startsWith('..') || path.startsWith('ringfence-pack:')
    ? path
    : below.replaceAll('\\', '/');
}

/** A file that can't be read, as a diagnostic without a place. */
export function shownProblem({ path, what }: FileProblem, cwd: string): ShownDiagnostic {
  return { path: shownPath(path, cwd), severity: 'error', code: 'unreadable', message: what, place: null };
}

/** A diagnostic with the path of its file, and the line that it is on where the file is one of these. */
export function shownDiagnostic(diagnostic: Diagnostic, files: readonly RuleText[], cwd: string): ShownDiagnostic {
  const { uri, line, column, start, end, severity, code, message } = diagnostic;
  const text = files.find((file) => file.uri === uri)?.text;
  const lineText = text?.slice(start - column + 1).split(/\r?\n/, 1)[0] ?? '';
  const place = { line, column, length: end - start, text: lineText };
  return { path: shownPath(pathOfUri(uri), cwd), severity, code, message, place };
}
