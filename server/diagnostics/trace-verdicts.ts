import type { Diagnostic, Location } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Settings } from '../../protocol';
import { type FileMarks, type FindingRef, MAX_LINKS } from '../replay/messages';
import { verdictSeverity } from './severity';

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

export interface TraceVerdictLinks {
  /** Where the rule stands now. */
  readonly rule: (id: string) => Location | undefined;
  /** The read-only document of a span. */
  readonly span: (finding: FindingRef) => Location;
}

/** What stands inside a trace file after a replay: each verdict on its span, and what is not shown as one count. */
export function traceVerdicts(file: FileMarks, settings: Settings, links: TraceVerdictLinks): Diagnostic[] {
  const diagnostics = file.marks.flatMap((mark) => {
    const severity = verdictSeverity(settings, mark.verdict, mark.severity);
    return severity === null ? [] : [spanVerdict(mark, mark.range, severity, links)];
  });
  return file.more > 0 ? [...diagnostics, countOfTheRest(file, links)] : diagnostics;
}

/** A verdict on a span, wherever the span is shown. */
export function spanVerdict(
  finding: FindingRef,
  range: Diagnostic['range'],
  severity: DiagnosticSeverity,
  { rule }: Pick<TraceVerdictLinks, 'rule'>,
): Diagnostic {
  const at = rule(finding.ruleId);
  return {
    range,
    severity,
    source: 'ringfence',
    code: finding.ruleId,
    message: finding.verdict === 'unproven' ? `Unproven: ${finding.message}` : finding.message,
    ...(at && {
      codeDescription: { href: `${at.uri}#L${at.range.start.line + 1}` },
      relatedInformation: [{ location: at, message: `Judged by ${finding.ruleId}` }],
    }),
  };
}

function countOfTheRest(file: FileMarks, { span }: TraceVerdictLinks): Diagnostic {
  const count = `${file.atLeast ? 'At least ' : ''}${file.more.toLocaleString('en-US')}`;
  const verdicts = file.more === 1 ? 'verdict' : 'verdicts';
  return {
    range: TOP,
    severity: DiagnosticSeverity.Information,
    source: 'ringfence',
    code: 'more-verdicts',
    message: `${count} more ${verdicts} in this file ${file.more === 1 ? 'is' : 'are'} not shown here: see the Violations view.`,
    relatedInformation: file.elsewhere
      .slice(0, MAX_LINKS)
      .map((finding) => ({ location: span(finding), message: finding.message })),
  };
}
