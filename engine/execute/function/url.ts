import type { AttributeValue } from '../../value';
import { NOT_COMPUTABLE } from '../value/nothing';
import type { Present, Value } from '../value/runtime';

// RFC 3986, appendix B: every text matches, so that what is none is told apart below
const PARTS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
const AUTHORITY = /^(?:[^@]*@)?(\[[0-9A-Fa-f:.]+\]|[^:[\]@]*)(?::(\d{0,5}))?$/;

/**
 * A URL, or the path and query of one (`/orders?id=1`), as a record of scheme, host, port, path, query and
 * fragment. Scheme and host are in lower case; the path is as written; query is a record of decoded texts, of a
 * repeated name a list. What isn't written is absent.
 */
export function urlOf(value: Present): Value {
  if (typeof value !== 'string' || /[\s\p{Cc}]/u.test(value)) return NOT_COMPUTABLE;
  const match = PARTS.exec(value);
  if (!match) return NOT_COMPUTABLE;
  const [, scheme, authority, path, query, fragment] = match;
  if (scheme === undefined && authority === undefined && !path!.startsWith('/')) return NOT_COMPUTABLE;
  const place = authority === undefined ? new Map<string, AttributeValue>() : placeOf(authority);
  const parsed = query === undefined ? undefined : queryOf(query);
  if (place === null || parsed === null) return NOT_COMPUTABLE;
  const url = new Map<string, AttributeValue>(place);
  if (scheme !== undefined) url.set('scheme', scheme.toLowerCase());
  url.set('path', path === '' && authority !== undefined ? '/' : path!);
  if (parsed !== undefined) url.set('query', parsed);
  if (fragment !== undefined) url.set('fragment', fragment);
  return url;
}

/** Host and port; who is signed in there is left out. */
function placeOf(authority: string): Map<string, AttributeValue> | null {
  const match = AUTHORITY.exec(authority);
  const port = Number(match?.[2] || Number.NaN);
  if (!match || port > 65_535) return null;
  const place = new Map<string, AttributeValue>();
  if (match[1] !== '') place.set('host', match[1]!.replace(/^\[|\]$/g, '').toLowerCase());
  if (!Number.isNaN(port)) place.set('port', port);
  return place;
}

function queryOf(query: string): Map<string, AttributeValue> | null {
  const found = new Map<string, AttributeValue>();
  for (const part of query.split('&')) {
    if (part === '') continue;
    const [name, value] = nameAndValue(part);
    if (name === null || value === null) return null;
    const known = found.get(name);
    found.set(name, known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value]);
  }
  return found;
}

function nameAndValue(part: string): readonly [string | null, string | null] {
  const at = part.indexOf('=');
  return at < 0 ? [decoded(part), ''] : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
}

/** Null for percent signs that stand for no text. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
