import type { TraceStore } from '../../store/store';
import type { Run } from '../run';

/** 1 for each resource whose service one of the globs matches; null without globs. `*` stands for any text. */
export function resourcesOf(globs: readonly string[], { store, values }: Run): Uint8Array | null {
  if (globs.length === 0) return null;
  const column = store.column('resource', 'service.name');
  const matching = new Uint8Array(store.resourceCount);
  for (let resource = 0; resource < store.resourceCount; resource++) {
    const code = column?.[resource] ?? 0;
    const service = code === 0 ? '' : String(values.present(code));
    if (globs.some((glob) => matchesGlob(glob, service))) matching[resource] = 1;
  }
  return matching;
}

/** Takes the leftmost place for each part between stars: linear but for the search of each part. */
export function matchesGlob(glob: string, text: string): boolean {
  const [first, ...rest] = glob.split('*');
  if (rest.length === 0) return text === glob;
  const last = rest.pop()!;
  if (!text.startsWith(first!) || text.length < first!.length + last.length || !text.endsWith(last)) return false;
  let from = first!.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}

/** 1 for each trace that has a span of these resources. */
export function tracesWith(resources: Uint8Array, { spans, traces }: TraceStore): Uint8Array {
  const found = new Uint8Array(traces.count);
  for (let span = 0; span < spans.count; span++) {
    if (resources[spans.resource[span]!] === 1) found[spans.trace[span]!] = 1;
  }
  return found;
}
