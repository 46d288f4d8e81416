import { type FetchRequest, fewestPrefixes, isUnder } from '../../../engine';
import type { TraceCatalog } from '../../../traces/node';

const LISTS = ['span', 'event', 'link', 'resource', 'instrumentation'] as const;
const FLAGS = ['statusMessage', 'events', 'links'] as const;

/** Whether everything in `wanted` is in `loaded` too. */
export function covers(loaded: FetchRequest, wanted: FetchRequest): boolean {
  const lists = LISTS.every((scope) => {
    const there = new Set(loaded[scope]);
    return wanted[scope].every((key) => there.has(key));
  });
  const prefixes = wanted.prefixes.every((prefix) => isUnder(loaded.prefixes, prefix));
  return lists && prefixes && FLAGS.every((flag) => loaded[flag] || !wanted[flag]);
}

/** What any of them asks for. */
export function union(...requests: readonly FetchRequest[]): FetchRequest {
  const keys = (scope: (typeof LISTS)[number]) => [...new Set(requests.flatMap((each) => each[scope]))].sort();
  return {
    span: keys('span'),
    event: keys('event'),
    link: keys('link'),
    resource: keys('resource'),
    instrumentation: keys('instrumentation'),
    prefixes: fewestPrefixes(requests.flatMap(({ prefixes }) => prefixes)),
    statusMessage: requests.some(({ statusMessage }) => statusMessage),
    events: requests.some(({ events }) => events),
    links: requests.some(({ links }) => links),
  };
}

/** Scopes of which a catalog has every attribute that they have. */
const CATALOGUED = ['span', 'event', 'resource'] as const;

/**
 * What is wanted without the attributes that nothing has: to read them is to read nothing.
 * @param loaded what was asked for when the catalog was collected
 */
export function presentIn(catalog: TraceCatalog, loaded: FetchRequest, wanted: FetchRequest): FetchRequest {
  if (catalog.moreAttributes || !loaded.events) return wanted;
  const present = (scope: (typeof CATALOGUED)[number]) => {
    const keys = new Set(catalog.attributes.filter((one) => one.scope === scope).map(({ key }) => key));
    return wanted[scope].filter((key) => keys.has(key) || loaded[scope].includes(key));
  };
  return { ...wanted, span: present('span'), event: present('event'), resource: present('resource') };
}
