import { type Diagnostic, DiagnosticSeverity, type Location, type Range } from 'vscode-languageserver';
import type { FindingItem, Settings } from '../../protocol';
import { MAX_LINKS, type ProjectOutcome, type RuleOutcome } from '../replay/messages';
import { spanUri } from '../replay/span-uri';
import { verdictSeverity } from './severity';

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

interface Made {
  /** What the diagnostic was made of, besides the outcome. */
  readonly from: string;
  readonly diagnostic: Diagnostic | null;
}

/** What stands on rules after a replay: made anew where their verdicts, their places or the settings are others. */
export class RuleVerdicts {
  #made = new Map<number, Made>();

  /** For each rule that the settings don't silence its document and what stands there. */
  of(
    outcomes: readonly { readonly outcome: ProjectOutcome; readonly places: ReadonlyMap<string, Location> }[],
    settings: Settings,
  ): (readonly [string, Diagnostic])[] {
    const made = new Map<number, Made>();
    const shown = outcomes.flatMap(({ outcome, places }) =>
      outcome.rules.flatMap((rule) => {
        const at = places.get(rule.id);
        if (!at) return [];
        const from = JSON.stringify([at.range, settings.diagnostics]);
        const before = this.#made.get(rule.version);
        const now = before?.from === from ? before : { from, diagnostic: ruleVerdict(rule, at.range, settings) };
        made.set(rule.version, now);
        return now.diagnostic ? [[at.uri, now.diagnostic] as const] : [];
      }),
    );
    this.#made = made;
    return shown;
  }
}

/** null where the settings silence it. */
function ruleVerdict(rule: RuleOutcome, range: Range, settings: Settings): Diagnostic | null {
  const severity = ruleSeverity(rule, settings);
  if (severity === null) return null;
  const shown = rule.findings.filter(({ verdict }) => verdict === 'violated' || verdict === 'unproven');
  return {
    range,
    severity,
    source: 'ringfence',
    code: rule.vacuous && rule.violated === 0 ? 'vacuous' : 'verdicts',
    message: ruleMessage(rule),
    relatedInformation: shown.slice(0, MAX_LINKS).map((finding, index) => ({
      location: rule.places[index] ?? spanDocument(finding),
      message: witnessLine(finding),
    })),
  };
}

/** Where a finding's first witness can be seen whatever its file is. */
function spanDocument({ traceId, witnesses }: FindingItem): Location {
  return { uri: spanUri(traceId, witnesses[0]?.spanId ?? ''), range: TOP };
}

function ruleSeverity(rule: RuleOutcome, settings: Settings): Diagnostic['severity'] | null {
  if (rule.violated > 0) return verdictSeverity(settings, 'violated', rule.severity);
  const unsure = rule.unproven + rule.indeterminate + rule.unkeyed > 0;
  if (unsure || rule.vacuous) return verdictSeverity(settings, 'unproven', rule.severity);
  return DiagnosticSeverity.Hint;
}

/** `12 violated · 3 unproven of 4,000 checked`, and what keeps the rest from being a pass. */
function ruleMessage(rule: RuleOutcome): string {
  const bad = [count(rule.violated, 'violated'), count(rule.unproven, 'unproven'), count(rule.exempted, 'exempted')];
  const listed = bad.filter((part) => part !== '');
  const counts = `${listed.length > 0 ? listed.join(' · ') : count(rule.held, 'held')} of ${number(rule.checked)} checked.`;
  const vacuous =
    rule.checked === 0 ? 'Vacuous: this rule checked nothing' : 'Vacuous: what this rule demands was never seen';
  const first = [rule.checked > 0 ? counts : '', rule.vacuous ? `${vacuous}, which is no pass.` : ''].join(' ').trim();
  const undecided = [count(rule.indeterminate, 'indeterminate'), count(rule.unkeyed, 'without a key')];
  const second = undecided.filter((part) => part !== '').join(' · ');
  const unseen = rule.unseen.length > 0 ? `Nothing in the traces is ${rule.unseen.join(', ')}.` : '';
  return [first, second && `Not decided: ${second}.`, unseen].filter((part) => part !== '').join(' ');
}

function count(n: number, word: string): string {
  return n === 0 ? '' : `${number(n)} ${word}`;
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}

function witnessLine({ verdict, tenant, service, message }: FindingItem): string {
  return [verdict, tenant, service, message].filter((part) => part !== null && part !== '').join(' · ');
}
