import type { Finding, Witness } from '../../../engine';
import type { FindingItem, WitnessItem } from '../../../protocol';
import { shownValue } from '../../text/attribute-value';
import { instantText } from '../../text/instant';
import { MAX_FINDINGS, type RuleOutcome } from '../messages';
import { missingText } from './explanation';
import type { RuleVerdicts } from './rule-verdicts';

/** Witnesses of one finding that are listed; a group may have thousands. */
const MAX_WITNESSES = 50;

/** What the client is told of each rule; of many findings the first ones, the most severe verdicts before the others. */
export function ruleOutcomes(rules: readonly RuleVerdicts[]): RuleOutcome[] {
  return rules.map(({ summary, vacuous, unseen, findings: all }) => {
    const { id, title, severity, origin, exercised: _, ...counts } = summary;
    const findings = all.slice(0, MAX_FINDINGS).map(findingItem);
    return { id, title, severity, ...counts, vacuous, unseen, findings, ruleUri: origin.uri, ruleLine: origin.line };
  });
}

function listedWitnesses({ witnesses }: Finding): readonly Witness[] {
  return witnesses.slice(0, MAX_WITNESSES);
}

function findingItem(finding: Finding): FindingItem {
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
    witnesses: listedWitnesses(finding).map(witnessItem),
  };
}

function witnessItem({ traceId, spanId, spanName, event, location }: Witness): WitnessItem {
  return { traceId, spanId, name: spanName, event, location };
}
