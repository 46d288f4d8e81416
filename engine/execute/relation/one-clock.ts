import { CodeTest } from '../condition/code-test';
import { kleeneOf, TRUE } from '../kleene';
import type { Run } from '../run';
import type { Present } from '../value/runtime';

/** What resources say of the host that a span ran on; the last two count together. */
const HOST = ['host.id', 'host.name', 'k8s.node.name'] as const;
const INSTANCE = ['service.name', 'service.instance.id'] as const;

/** The resource attributes that tell hosts apart. */
export const HOST_KEYS: readonly string[] = [...HOST, ...INSTANCE];

/**
 * Whether two spans' times can be taken as one clock's: one is above the other, so that what caused what is
 * known, or their resources name the same host or the same instance of a service.
 */
export function makeOneClock({ store, index, values }: Run): (a: number, b: number) => boolean {
  const { resource } = store.spans;
  const names = new CodeTest(values, (value) => kleeneOf(isName(value)));
  const same = (key: string): ((a: number, b: number) => boolean) => {
    const column = store.column('resource', key);
    return column === undefined
      ? () => false
      : (a, b) => column[a] !== 0 && column[a] === column[b] && names.of(column[a]!) === TRUE;
  };
  const hosts = HOST.map(same);
  const [service, instance] = INSTANCE.map(same);
  const { enter, leave } = index.tree;
  const isAbove = (a: number, b: number): boolean => enter[a]! <= enter[b]! && enter[b]! <= leave[a]!;
  return (a, b) => {
    if (isAbove(a, b) || isAbove(b, a)) return true;
    const [one, other] = [resource[a]!, resource[b]!];
    return hosts.some((host) => host(one, other)) || (service!(one, other) && instance!(one, other));
  };
}

/** What equals nothing, not even itself, names no host; nor does a list. */
function isName(value: Present): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'object';
}
