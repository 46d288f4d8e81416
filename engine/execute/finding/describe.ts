import type { Finding, Subject } from '../../report';
import { startOf } from '../index/time';
import { FALSE, UNKNOWN } from '../kleene';
import { type Occurrence, spanOf, traceOf } from '../occurrence';
import { chainOf } from '../search/filter';
import { isNothing } from '../value/runtime';
import { exemptionFor } from '../verdict/exemption';
import { type ListedOutcome, met } from '../verdict/outcome';
import type { RuleJudge, SubjectAtHand } from '../verdict/rule-judge';
import { explain, explainStep } from './explain';
import { locationOf, witnessOf } from './location';
import { distinct, missingOf, missingOfStep, ofMembership } from './missing';
import { signalId } from './signal-id';
import { fill } from './template';
import { attributeValueOf, textOf } from './text';
import { witnesses } from './witnesses';

/** Lays out a listed verdict, in the frame and scope that it was just reached in. */
export function describe(judge: RuleJudge, outcome: ListedOutcome, at: SubjectAtHand): Finding {
  const { rule, run } = judge;
  const { store } = run;
  const found = witnesses(judge, outcome, at);
  const first = found[0]!;
  const span = spanOf(store, first);
  const timestamp = startOf(store, first);
  const exemption = outcome === 'indeterminate' ? null : exemptionFor(judge.exemptions, found, timestamp);
  const explanation = explanationOf(judge, outcome);
  const missing = missingIn(judge, outcome, at);
  const tenant = tenantOf(judge, first);
  const { message, recommendation, context } = textsOf(judge, first, at);
  return {
    signalId: signalId(rule, identityOf(judge, at), run),
    ruleId: rule.id,
    severity: rule.severity,
    verdict: exemption === null ? outcome : 'exempted',
    traceId: run.ids.ofTrace(traceOf(store, first)),
    spanId: run.ids.ofSpan(span),
    timestamp,
    service: serviceOf(judge, span),
    tenant,
    message,
    recommendation,
    context,
    explanation,
    missing,
    location: locationOf(store, span),
    subject: subjectOf(judge, at),
    peak: null,
    witnesses: found.map((occurrence) => witnessOf(run, occurrence)),
    exemption,
  };
}

function identityOf({ scope, group }: RuleJudge, at: SubjectAtHand) {
  return {
    trace: at.kind === 'trace' ? scope.subject.trace : null,
    occurrence: at.kind === 'occurrence' ? at.occurrence : null,
    keys: group === null ? [] : scope.subject.keys,
    windowStart: at.kind === 'group' ? at.firstWindow : null,
  };
}

function subjectOf({ rule, scope, run }: RuleJudge, at: SubjectAtHand): Subject {
  const key = (rule.group?.keyNames ?? []).map((name, i) => {
    const value = attributeValueOf(run.values.value(scope.subject.keys[i] ?? 0));
    return [name, value ?? ''] as const;
  });
  return { kind: at.kind, key, window: at.window };
}

/** The obligations that failed, or the trigger that is unknown. */
function explanationOf({ rule, obligations, scope, triggerScope }: RuleJudge, outcome: ListedOutcome) {
  const keyNames = rule.group?.keyNames ?? [];
  if (outcome === 'indeterminate') {
    const ofEach = rule.each === null ? [] : chainOf(rule.each.source).steps;
    return [
      ...ofEach.map((step) => explainStep(step, rule.each!.slot, scope, keyNames)),
      ...(rule.trigger === null ? [] : [explain(rule.trigger, triggerScope, keyNames)]),
    ];
  }
  const failed = outcome === 'violated' ? FALSE : UNKNOWN;
  return obligations
    .filter((obligation) => met(obligation) === failed)
    .map(({ plan }) => explain(plan.condition, scope, keyNames));
}

/** What would have to be known for another verdict; a violation is one whatever else is unknown. */
function missingIn({ rule, obligations, scope, triggerScope }: RuleJudge, outcome: ListedOutcome, at: SubjectAtHand) {
  if (outcome === 'violated') return [];
  if (outcome === 'unproven') {
    return distinct(obligations.flatMap(({ plan }) => missingOf(plan.condition, scope)));
  }
  const { signal, steps } = rule.each === null ? { signal: null, steps: [] } : chainOf(rule.each.source);
  return distinct([
    ...(signal === null ? [] : ofMembership(signal, at.occurrence, scope)),
    ...steps.flatMap((step) => missingOfStep(step, rule.each!.slot, scope)),
    ...(rule.trigger === null ? [] : missingOf(rule.trigger, triggerScope)),
  ]);
}

/** Message, recommendation and context, read on the first witness; counts there are what was seen. */
function textsOf({ rule, scope }: RuleJudge, first: Occurrence, at: SubjectAtHand) {
  const { subject } = scope;
  const open = subject.open;
  subject.open = false;
  scope.bind(rule.witness, first);
  if (rule.each !== null) scope.bind(rule.each.slot, at.occurrence);
  const message = rule.message === null ? (rule.title ?? rule.id) : fill(rule.message, scope);
  const recommendation = rule.recommend.map((template) => fill(template, scope));
  const context = rule.context.map(({ name, value }) => {
    const filled = value.op === 'template' ? fill(value, scope) : attributeValueOf(scope.value(value).value());
    return [name, filled] as const;
  });
  subject.open = open;
  return { message, recommendation, context };
}

function serviceOf({ run }: RuleJudge, span: number): string | null {
  const { store, values } = run;
  const code = store.column('resource', 'service.name')?.[store.spans.resource[span]!] ?? 0;
  return code === 0 ? null : textOf(values.present(code));
}

/** What the project calls the tenant, on the first witness. */
function tenantOf({ run }: RuleJudge, first: Occurrence): string | null {
  run.tenantScope.bind(0, first);
  const tenant = run.tenantScope.value(run.plan.tenant).value();
  return isNothing(tenant) ? null : textOf(tenant);
}
