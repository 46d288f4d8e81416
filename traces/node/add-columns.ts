import { type FetchRequest, fewestPrefixes, isUnder } from '../../engine';
import { type GrowingStore, inputOrder, type Problem } from '../../traces';
import type { LoadedTraces, LoadOptions } from './load-traces';
import { readInputs } from './read-inputs';
import type { TraceInput } from './trace-input';

const SCOPES = ['span', 'event', 'link', 'resource', 'instrumentation'] as const;

/** Scopes whose rows many spans share: what more is read of them may tell some apart. */
const SHARED: ReadonlySet<(typeof SCOPES)[number]> = new Set(['resource', 'instrumentation']);

/**
 * Reads files once more, and adds to the store that was loaded from them what it hasn't of attributes and status messages: nothing else of it
 * is read or put in order again.
 * @param inputs as they were loaded, with the same content
 * @param before what was asked for then
 * @param wanted what is asked for now
 * @returns false, and nothing done, where everything has to be read anew
 * @throws CancelledError, BrokenInstallation
 */
export async function addColumns(
  { growing, problems }: Pick<LoadedTraces, 'growing' | 'problems'>,
  inputs: readonly TraceInput[],
  before: FetchRequest,
  wanted: FetchRequest,
  options: Omit<LoadOptions, 'catalog' | 'grows'> = {},
): Promise<boolean> {
  const more = moreThan(before, wanted);
  return growing !== null && more !== null && (await grow(growing, problems, inputs, more, options));
}

async function grow(
  growing: GrowingStore,
  problems: readonly Problem[],
  inputs: readonly TraceInput[],
  more: FetchRequest,
  options: LoadOptions,
): Promise<boolean> {
  const { builder, runs, summed } = await readInputs(inputs, more, options, growing.values);
  // what can't be read of the new attributes is a problem that the store doesn't have
  const isNew = unknownAmong(problems);
  if (summed.some((input) => input.cut || input.problems.some(isNew))) return false;
  return growing.grow(builder, inputOrder(builder, runs));
}

/** What is to be read; null for what is more than can be added. */
function moreThan(before: FetchRequest, wanted: FetchRequest): FetchRequest | null {
  const isMore = (flag: 'statusMessage' | 'events' | 'links') => wanted[flag] && !before[flag];
  if (isMore('events') || isMore('links')) return null;
  const keys = (scope: (typeof SCOPES)[number]) => {
    const known = new Set(before[scope]);
    const unknown = wanted[scope].filter((key) => !known.has(key));
    return unknown.length > 0 && SHARED.has(scope) ? [...before[scope], ...unknown].sort() : unknown;
  };
  const isListed = wanted.prefixes.every((prefix) => isUnder(before.prefixes, prefix));
  const prefixes = isListed ? [] : fewestPrefixes([...before.prefixes, ...wanted.prefixes]);
  const [span, event, link] = [keys('span'), keys('event'), keys('link')];
  return {
    span,
    event,
    link,
    resource: keys('resource'),
    instrumentation: keys('instrumentation'),
    prefixes,
    statusMessage: isMore('statusMessage'),
    events: event.length > 0 || (prefixes.length > 0 && before.events),
    links: link.length > 0,
  };
}

/** Tells those that are not among them; each is there as often as it was found. */
function unknownAmong(problems: readonly Problem[]): (problem: Problem) => boolean {
  const left = new Map<string, number>();
  for (const problem of problems) left.set(textOf(problem), (left.get(textOf(problem)) ?? 0) + 1);
  return (problem) => {
    const count = left.get(textOf(problem)) ?? 0;
    left.set(textOf(problem), count - 1);
    return count <= 0;
  };
}

function textOf({ path, line, offset, what, skipped }: Problem): string {
  return JSON.stringify([path, line, offset, what, skipped]);
}
