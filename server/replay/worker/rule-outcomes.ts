import type { Finding, TraceStore, Witness } from '../../../engine';
import type { FindingItem, WitnessItem } from '../../../protocol';
import { shownValue } from '../../text/attribute-value';
import { instantText } from '../../text/instant';
import { MAX_FINDINGS, type RuleOutcome } from '../messages';
import { missingText } from './explanation';
import { findSpans, type SpanIds, spanKey } from './find-spans';
import type { RuleVerdicts } from './rule-verdicts';

/** Witnesses of one finding that are listed; a group may have thousands. */
const MAX_WITNESSES = 50;

/** What the client is told of each rule; of many findings the first ones, the most severe verdicts before the others. */
export function ruleOutcomes(rules: readonly RuleVerdicts[], store: TraceStore): RuleOutcome[] {
  const listed = rules.map(({ findings }) => findings.slice(0, MAX_FINDINGS));
  const names = spanNames(store, listed.flat());
  return rules.map(({ summary, vacuous, unseen }, index) => {
    const { id, title, severity, origin, exercised: _, ...counts } = summary;
    const findings = listed[index]!.map((finding) => findingItem(finding, names));
    return { id, title, severity, ...counts, vacuous, unseen, findings, ruleUri: origin.uri, ruleLine: origin.line };
  });
}

type NameOf = (ids: SpanIds) => string;

function spanNames(store: TraceStore, findings: readonly Finding[]): NameOf {
  const wanted = new Map<string, SpanIds>();
  for (const witness of findings.flatMap(listedWitnesses)) wanted.set(spanKey(witness), witness);
  const rows = findSpans(store, wanted.values());
  return (ids) => {
    const row = rows.get(spanKey(ids));
    const code = row === undefined ? 0 : store.spans.name[row]!;
    return code === 0 ? '' : String(store.values.value(code));
  };
}

function listedWitnesses({ witnesses }: Finding): readonly Witness[] {
  return witnesses.slice(0, MAX_WITNESSES);
}

function findingItem(finding: Finding, names: NameOf): FindingItem {
  const { signalId, severity, message, service, tenant, traceId, recommendation } = finding;
  return {
    signalId,
    verdict: finding.verdict === 'held' ? 'indeterminate' : finding.verdict,
    severity,
    message,
    timestamp: instantText(finding.timestamp),
    service,
    tenant,
    traceId,
    missing: finding.missing.map(missingText),
    recommendation,
    context: finding.context.map(([name, value]) => [name, value === null ? '(absent)' : shownValue(value)] as const),
    witnesses: listedWitnesses(finding).map((witness) => witnessItem(witness, names)),
  };
}

function witnessItem(witness: Witness, names: NameOf): WitnessItem {
  const { traceId, spanId, event, location } = witness;
  return { traceId, spanId, name: names(witness), event, location };
}
