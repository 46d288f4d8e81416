import type { ExplainResult } from './explain-result';
import { diagnosticJson, findingJson, problemJson, ruleJson } from './json';

/** `explain --format json`: one object. Additions are fine, changes are not. */
export function* jsonExplain(result: ExplainResult): Generator<string> {
  const { version, rule, place, reading, seen, counts, assumeComplete } = result;
  const json = {
    version: 1,
    tool: { name: 'ringfence', version },
    rule: { id: rule.id, title: rule.title, severity: rule.severity, place },
    assume_complete: assumeComplete,
    reading: {
      subject: reading.subject,
      services: reading.services,
      triggers: reading.triggers,
      obligations: reading.obligations,
    },
    signals: reading.signals.map(({ name, declared, definition }, index) => {
      const { certain, possible } = seen.signals[index]!;
      return { name, declared, definition, certain, possible };
    }),
    attributes: seen.attributes.map(({ scope, key, present, rows }) => ({ scope, key, present, rows })),
    counts: ruleJson(counts),
    findings: result.findings.map(findingJson),
    problems: result.problems.map(problemJson),
    diagnostics: result.diagnostics.map(diagnosticJson),
  };
  yield `${JSON.stringify(json, null, 2)}\n`;
}
