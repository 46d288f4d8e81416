import type { Finding, Witness } from '../../../engine';
import type { FindingItem, Place, WitnessItem } from '../../../protocol';
import { shownValue } from '../../text/attribute-value';
import { instantText } from '../../text/instant';
import { uriOf } from '../../workspace/uris';
import { type KeptRule, MAX_FINDINGS, MAX_LINKS, type RuleOutcome } from '../messages';
import { missingText } from './explanation';
import type { KnownPlaces } from './known-places';
import type { RuleVerdicts } from './rule-verdicts';
import { versionOf } from './versions';

/** Witnesses of one finding that are listed; a group may have thousands. */
const MAX_WITNESSES = 50;

/**
 * What the client is told of each rule; of many findings the first ones, the most severe verdicts before the others.
 * @param known versions of what it was told before
 */
export function ruleOutcomes(
  rules: readonly RuleVerdicts[],
  known: ReadonlySet<number>,
  places: KnownPlaces,
): (RuleOutcome | KeptRule)[] {
  return rules.map(({ summary, vacuous, unseen, told }) => {
    const { id, title, severity, origin, exercised: _, ...counts } = summary;
    const version = versionOf(told);
    const place = { ruleUri: origin.uri, ruleLine: origin.line };
    if (known.has(version)) return { kept: version, ...place };
    const findings = told.slice(0, MAX_FINDINGS).map(findingItem);
    const links = linkPlaces(told, places);
    return { version, id, title, severity, ...counts, vacuous, unseen, findings, places: links, ...place };
  });
}

function linkPlaces(findings: readonly Finding[], places: KnownPlaces): (Place | null)[] {
  const shown = findings.filter(({ verdict }) => verdict === 'violated' || verdict === 'unproven').slice(0, MAX_LINKS);
  return shown.map(({ witnesses: [witness] }): Place | null => {
    const range = witness ? places.of(witness.location.path, [witness.location])[0] : null;
    return range ? { uri: uriOf(witness!.location.path), range } : null;
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
