import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, fetchRequestOf, judge, type Plan, type Report, type TraceStore } from '../../engine';
import { ColumnsBuilder } from '../../traces';
import { loadPlans } from '../support/generate/alphabet';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { ruleText } from '../support/generate/rules';
import { traceSet } from '../support/generate/traces';
import { readPlainOtlp } from '../support/plain-otlp';
import { compileTexts } from '../support/rules';
import { fetchEverything, storeOf } from '../support/store';

/** A report without the places in files. */
function withoutPlaces(report: Report): unknown {
  const strip = (finding: Finding) => ({
    ...finding,
    location: null,
    witnesses: finding.witnesses.map((witness) => ({ ...witness, location: null })),
  });
  return {
    ...report,
    violations: report.violations.map(strip),
    unproven: report.unproven.map(strip),
    indeterminate: report.indeterminate.map(strip),
    exempted: report.exempted.map(strip),
  };
}

/** The spans of a set read as several files, in another order. */
function storeInParts(parts: readonly (readonly ShortSpan[])[], plan: Plan): TraceStore {
  const builder = new ColumnsBuilder(fetchRequestOf(plan));
  parts.forEach((spans, i) => {
    readPlainOtlp(otlpOf(spans), builder, `${i}.json`);
  });
  return builder.build().store;
}

const shuffled = traceSet.chain((spans) =>
  fc.tuple(
    fc.constant(spans),
    fc.shuffledSubarray([...spans], { minLength: spans.length, maxLength: spans.length }),
    fc.nat({ max: spans.length }),
  ),
);

describe('a report', () => {
  it('is the same whatever the order of the spans and their split into files', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(ruleText, shuffled, (rule, [spans, others, split]) => {
        const { plan } = compileTexts([rule], undefined, loadPlans);
        const whole = judge(plan, storeOf(otlpOf(spans), fetchRequestOf(plan)));
        const parts = judge(plan, storeInParts([others.slice(0, split), others.slice(split)], plan));
        expect(withoutPlaces(parts)).toEqual(withoutPlaces(whole));
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it('is the same if more is read than was asked for', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(ruleText, traceSet, (rule, spans) => {
        const { plan } = compileTexts([rule], undefined, loadPlans);
        const otlp = otlpOf(spans);
        const asked = judge(plan, storeOf(otlp, fetchRequestOf(plan)));
        expect(judge(plan, storeOf(otlp, fetchEverything(otlp)))).toEqual(asked);
      }),
      { numRuns: 40, seed: 12 },
    );
  });

  it('is the same from a plan that was copied, and when judged again', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(ruleText, traceSet, (rule, spans) => {
        const { plan } = compileTexts([rule], undefined, loadPlans);
        const store = storeOf(otlpOf(spans));
        const first = judge(plan, store);
        expect(judge(structuredClone(plan), store)).toEqual(first);
      }),
      { numRuns: 30, seed: 13 },
    );
  });
});
