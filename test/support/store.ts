import type { FetchRequest, TraceStore } from '../../engine';
import { ColumnsBuilder } from '../../traces';
import { fetchingKeys } from './fetch-request';
import { parseDocuments, readPlainOtlp } from './plain-otlp';

/** A store of OTLP JSON: one document, or several one after another. By default every attribute is fetched. */
export function storeOf(text: string, request: FetchRequest = fetchEverything(text)): TraceStore {
  const builder = new ColumnsBuilder(request);
  readPlainOtlp(text, builder);
  return builder.build().store;
}

/** A request for every attribute key in a text, in every scope. */
export function fetchEverything(text: string): FetchRequest {
  const keys = new Set(['otel.scope.name', 'otel.scope.version']);
  collectKeys(parseDocuments(text), keys);
  const sorted = [...keys].sort();
  return fetchingKeys(sorted, { prefixes: [''] });
}

function collectKeys(value: unknown, keys: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('key' in value && typeof value.key === 'string') keys.add(value.key.toWellFormed());
  for (const item of Object.values(value)) collectKeys(item, keys);
}
