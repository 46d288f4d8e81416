import {
  type Finding,
  type JudgeOptions,
  judge,
  type Plan,
  type Report,
  type RulePlan,
  type RuleSummary,
  type TraceStore,
} from '../../../engine';
import { type KnownRule, type LookedThrough, planOf } from './known-plan';

/** What one rule said about one store. */
export interface RuleVerdicts {
  readonly summary: RuleSummary;
  readonly vacuous: boolean;
  readonly unseen: readonly string[];
  /** All that are listed, in the order of the report. */
  readonly findings: readonly Finding[];
  /** Those that were listed when it was judged first: they are told, and stay as they are when more are listed. */
  readonly told: readonly Finding[];
  /** At most so many of each verdict are listed. */
  readonly mostListed: number;
  /** Some that are violated or unproven are only counted. */
  readonly isCut: boolean;
}

export interface Judged {
  readonly rules: readonly RuleVerdicts[];
  readonly traces: number;
  readonly spans: number;
  readonly incomplete: number;
  /** How many rules were judged now; the others are as they were. */
  readonly fresh: number;
}

/** Keeps what each rule said, so that a changed rule is judged alone. */
export class VerdictCache {
  #store: TraceStore | undefined;
  #options = '';
  #sql: JudgeOptions['sql'];
  #byKey = new Map<string, RuleVerdicts>();
  #totals = { traces: 0, spans: 0, incomplete: 0 };

  /**
   * Judges again those rules of which more would be listed than is, one after the other: what is done stays done.
   * @param enough nothing more is listed once all rules together list so many
   * @throws CancelledError
   */
  listMore(known: LookedThrough, store: TraceStore, options: JudgeOptions, enough: number): void {
    if (store !== this.#store) return;
    const mostListed = options.mostListed ?? Number.POSITIVE_INFINITY;
    let listed = known.rules.reduce((sum, { key }) => sum + (this.#byKey.get(key)?.findings.length ?? 0), 0);
    for (const rule of known.rules) {
      const before = this.#byKey.get(rule.key);
      if (!before || !listsMore(before, mostListed)) continue;
      if (listed < enough) {
        for (const [key, verdicts] of this.#judgeStale(known, [rule], store, options)) {
          this.#byKey.set(key, verdicts);
          listed += verdicts.findings.length - before.findings.length;
        }
      } else this.#byKey.set(rule.key, { ...before, mostListed });
    }
  }

  /** Judges the rules that it doesn't know. @throws CancelledError */
  judge(known: LookedThrough, store: TraceStore, options: JudgeOptions): Judged {
    this.#forgetUnless(store, JSON.stringify(options.assumeComplete ?? false), options.sql);
    const stale = known.rules.filter(({ key }) => !this.#byKey.has(key));
    const fresh = this.#judgeStale(known, stale, store, options);
    const kept = new Map<string, RuleVerdicts>();
    for (const { key } of known.rules) kept.set(key, (fresh.get(key) ?? this.#byKey.get(key))!);
    this.#byKey = kept;
    const rules = known.rules.map(({ rule, key }) => placed(kept.get(key)!, rule));
    return { rules, ...this.#totals, fresh: fresh.size };
  }

  #forgetUnless(store: TraceStore, options: string, sql: JudgeOptions['sql']): void {
    // a plan without SQL comes without a reader, and is judged the same with any
    const sameReader = sql === undefined || this.#sql === undefined || sql === this.#sql;
    this.#sql = sql ?? this.#sql;
    if (store === this.#store && options === this.#options && sameReader) return;
    this.#byKey = new Map();
    this.#store = undefined;
    this.#options = options;
  }

  #judgeStale(
    known: LookedThrough,
    stale: readonly KnownRule[],
    store: TraceStore,
    options: JudgeOptions,
  ): Map<string, RuleVerdicts> {
    const fresh = new Map<string, RuleVerdicts>();
    if (stale.length === 0 && this.#store === store) return fresh;
    const plan = planOf(known, stale);
    const report = judge(plan, store, options);
    const byRule = findingsByRule(report);
    const mostListed = options.mostListed ?? Number.POSITIVE_INFINITY;
    for (const { rule, key } of stale) {
      const findings = byRule.get(rule.id) ?? [];
      const told = this.#byKey.get(key)?.told ?? findings;
      fresh.set(key, verdictsOf(plan, rule, report, { findings, told, mostListed }));
    }
    const { traces, spans, incomplete } = report.summary;
    this.#totals = { traces, spans, incomplete };
    this.#store = store;
    return fresh;
  }
}

function findingsByRule(report: Report): Map<string, Finding[]> {
  const byRule = new Map<string, Finding[]>();
  for (const finding of [...report.violations, ...report.unproven, ...report.indeterminate, ...report.exempted]) {
    const list = byRule.get(finding.ruleId);
    if (list) list.push(finding);
    else byRule.set(finding.ruleId, [finding]);
  }
  return byRule;
}

/** Whether judging it again would list more than is listed. */
export function listsMore({ mostListed, isCut }: RuleVerdicts, most: number): boolean {
  return mostListed < most && isCut;
}

type Listed = Pick<RuleVerdicts, 'findings' | 'told' | 'mostListed'>;

function verdictsOf(plan: Plan, rule: RulePlan, report: Report, listed: Listed): RuleVerdicts {
  const summary = report.rules.find(({ id }) => id === rule.id);
  if (!summary) throw new Error(`The report lacks the rule ${rule.id}.`);
  const names = new Set(rule.signals.map((id) => plan.signals[id]?.name));
  const unseen = report.summary.unseen.filter((name) => names.has(name));
  const bad = listed.findings.filter(({ verdict }) => verdict === 'violated' || verdict === 'unproven').length;
  const isCut = summary.violated + summary.unproven > bad;
  return { ...listed, summary, vacuous: report.summary.vacuous.includes(rule.id), unseen, isCut };
}

/** A rule that only moved keeps its verdicts and gets its new place. */
function placed(verdicts: RuleVerdicts, rule: RulePlan): RuleVerdicts {
  return { ...verdicts, summary: { ...verdicts.summary, origin: rule.origin } };
}
