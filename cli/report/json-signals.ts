import type { CatalogAttribute, Counted } from '../../traces/node';
import { percentKnown, type SignalSeen, type SignalsResult, type TenantSeen } from '../signals/signals-result';
import { diagnosticJson, inputJson, list, problemJson, valueJson } from './json';

/** `signals --format json`, one line for each element of a list. Additions are fine, changes are not. */
export function* jsonSignals(result: SignalsResult): Generator<string> {
  const { version, catalog, samples } = result;
  yield '{\n';
  yield `  "version": 1,\n`;
  yield `  "tool": ${JSON.stringify({ name: 'ringfence', version })},\n`;
  yield* list('inputs', result.inputs, inputJson);
  yield `  "summary": ${JSON.stringify(summaryJson(result))},\n`;
  yield* list('signals', result.signals, signalJson);
  yield* list('undeclared', result.undeclared, ({ name, count }) => ({ name, count }));
  yield* list('services', catalog.services, countedJson);
  yield* list('spans', catalog.spanNames, countedJson);
  yield* list('events', catalog.eventNames, countedJson);
  yield* list('attributes', catalog.attributes, (attribute) => attributeJson(attribute, samples));
  yield* list('problems', result.problems, problemJson);
  yield* list('diagnostics', result.diagnostics, diagnosticJson, '');
  yield '}\n';
}

function summaryJson({ traces, spans, operations, least, below }: SignalsResult) {
  return { traces, spans, operations: operations && tenantJson(operations), min_coverage: least, below };
}

function signalJson({ name, declaredIn, isOperation, tenant, userTenant, possible }: SignalSeen) {
  const { count, ...own } = tenantJson(tenant);
  const { known, unknowable, percent } = tenantJson(userTenant);
  return {
    name,
    declared_in: declaredIn,
    operation: isOperation,
    count,
    possible,
    tenant: own,
    user_tenant: { known, unknowable, percent },
  };
}

function tenantJson(seen: TenantSeen) {
  return { count: seen.count, known: seen.known, unknowable: seen.unknowable, percent: percentKnown(seen) };
}

function countedJson({ name, count }: Counted) {
  return { name, count };
}

function attributeJson({ scope, key, count, types, values, moreValues }: CatalogAttribute, samples: boolean) {
  return { scope, key, count, types, values: samples ? values.map(valueJson) : null, more_values: moreValues };
}
