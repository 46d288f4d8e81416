import type { FetchRequest } from '../../../engine';

const LISTS = ['span', 'event', 'link', 'resource', 'instrumentation'] as const;
const FLAGS = ['allAttributes', 'statusMessage', 'events', 'links'] as const;

/** Whether everything in `wanted` is in `loaded` too. */
export function covers(loaded: FetchRequest, wanted: FetchRequest): boolean {
  const lists = LISTS.every((scope) => {
    const there = new Set(loaded[scope]);
    return wanted[scope].every((key) => there.has(key));
  });
  return lists && FLAGS.every((flag) => loaded[flag] || !wanted[flag]);
}

/** What either asks for; keys sorted and distinct. */
export function union(a: FetchRequest, b: FetchRequest): FetchRequest {
  const keys = (scope: (typeof LISTS)[number]) => [...new Set([...a[scope], ...b[scope]])].sort();
  return {
    span: keys('span'),
    event: keys('event'),
    link: keys('link'),
    resource: keys('resource'),
    instrumentation: keys('instrumentation'),
    ...((a.allAttributes || b.allAttributes) && { allAttributes: true }),
    statusMessage: a.statusMessage || b.statusMessage,
    events: a.events || b.events,
    links: a.links || b.links,
  };
}
