import { FETCH_NOTHING, type FetchRequest } from '../../engine';

/** Asks for this and nothing else. */
export function fetching(parts: Partial<FetchRequest>): FetchRequest {
  return { ...FETCH_NOTHING, ...parts };
}

/** Asks for these keys in every scope, and for all that is no attribute. */
export function fetchingKeys(keys: readonly string[], parts: Partial<FetchRequest> = {}): FetchRequest {
  const scopes = { span: keys, event: keys, link: keys, resource: keys, instrumentation: keys };
  return { ...scopes, prefixes: [], statusMessage: true, events: true, links: true, ...parts };
}
