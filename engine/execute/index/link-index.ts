import { SpanFlag, type TraceStore } from '../../store/store';

/** Which spans are linked, in the whole input. */
export interface LinkIndex {
  /** The spans that a span links to or that link to it, each once. */
  linked(span: number): readonly number[];
  /** 1 for each span with a link to a span that is not in the input, or with dropped links. */
  readonly missing: Uint8Array;
  /** The spans that report dropped links. */
  readonly dropped: readonly number[];
}

const NONE: readonly number[] = [];

export function buildLinkIndex(store: TraceStore): LinkIndex {
  const { spans, links } = store;
  const targets = findTargets(store);
  const neighbours = new Map<number, Set<number>>();
  const missing = new Uint8Array(spans.count);
  const dropped: number[] = [];
  const join = (a: number, b: number): void => {
    const known = neighbours.get(a);
    if (known) known.add(b);
    else neighbours.set(a, new Set([b]));
  };
  for (let link = 0; link < links.count; link++) {
    const span = links.span[link]!;
    const found = targets.get(link);
    if (found === undefined) missing[span] = 1;
    for (const target of found ?? NONE) {
      join(span, target);
      join(target, span);
    }
  }
  for (let span = 0; span < spans.count; span++) {
    if (!(spans.flags[span]! & SpanFlag.droppedLinks)) continue;
    missing[span] = 1;
    dropped.push(span);
  }
  const lists = new Map(Array.from(neighbours, ([span, others]) => [span, [...others].sort((a, b) => a - b)]));
  return { linked: (span) => lists.get(span) ?? NONE, missing, dropped };
}

/** The spans with the ids that each link names; links far fewer than spans, so spans are looked up in links. */
function findTargets(store: TraceStore): ReadonlyMap<number, readonly number[]> {
  const { spans, links } = store;
  const byHash = new Map<number, number[]>();
  for (let link = 0; link < links.count; link++) {
    const hash = hashOf(links.spanId, link * 8);
    const known = byHash.get(hash);
    if (known) known.push(link);
    else byHash.set(hash, [link]);
  }
  const targets = new Map<number, number[]>();
  if (links.count === 0) return targets;
  for (let span = 0; span < spans.count; span++) {
    for (const link of byHash.get(hashOf(spans.id, span * 8)) ?? NONE) {
      if (!isTarget(store, link, span)) continue;
      const known = targets.get(link);
      if (known) known.push(span);
      else targets.set(link, [span]);
    }
  }
  return targets;
}

/** Of the last four of a span id's eight bytes, which are random. */
function hashOf(bytes: Uint8Array, from: number): number {
  return (bytes[from + 4]! | (bytes[from + 5]! << 8) | (bytes[from + 6]! << 16) | (bytes[from + 7]! << 24)) >>> 0;
}

function isTarget({ spans, links, traces }: TraceStore, link: number, span: number): boolean {
  if (spans.flags[span]! & SpanFlag.irregularId) return false;
  const trace = spans.trace[span]!;
  return (
    equalBytes(links.spanId, link * 8, spans.id, span * 8, 8) &&
    equalBytes(links.traceId, link * 16, traces.id, trace * 16, 16)
  );
}

function equalBytes(a: Uint8Array, fromA: number, b: Uint8Array, fromB: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[fromA + i] !== b[fromB + i]) return false;
  return true;
}
