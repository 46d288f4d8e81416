import type { Plan } from '../plan/plan';
import type { SignalDefinition } from '../plan/signal';
import type { AttributeScope, Intrinsic } from '../plan/value';
import type { FetchRequest } from '../store/fetch-request';
import { fewestPrefixes } from '../store/key-prefixes';
import type { ColumnScope } from '../store/store';
import { type PlanNode, walkPlan } from './plan-walk';
import { HOST_KEYS } from './relation/one-clock';

/** What a plan reads of the traces, and nothing else. */
export function fetchRequestOf(plan: Plan): FetchRequest {
  const wanted = new Wanted();
  walkPlan([plan.rules, plan.tenant, plan.exemptions, reachableSignals(plan)], (node) => wanted.node(node));
  return wanted.request();
}

/** Whether judging by a plan asks something of SQL texts. */
export function readsSql(plan: Plan): boolean {
  let found = false;
  walkPlan([plan.rules, plan.tenant, plan.exemptions, reachableSignals(plan)], (node) => {
    found ||= node.op === 'sql';
  });
  return found;
}

/** The definitions of the signals that rules come by: a plan may hold more. */
function reachableSignals(plan: Plan): readonly SignalDefinition[] {
  const reached = new Set<number>();
  const reach = (signal: unknown): void => {
    if (typeof signal !== 'number' || reached.has(signal)) return;
    reached.add(signal);
    const definition = plan.signals[signal]?.definition;
    if (definition?.op === 'narrow') reach(definition.of);
    if (definition?.op === 'union') definition.of.forEach(reach);
    if (definition?.op === 'interval') [definition.from, definition.until].forEach(reach);
    walkPlan(definition, (node) => reach(node.signal));
  };
  walkPlan([plan.rules, plan.tenant], (node) => reach(node.signal));
  for (const rule of plan.rules) [...rule.signals, ...rule.obligationSignals].forEach(reach);
  return [...reached].sort((a, b) => a - b).map((signal) => plan.signals[signal]!.definition);
}

class Wanted {
  private readonly keys: Record<ColumnScope, Set<string>> = {
    span: new Set(),
    event: new Set(),
    link: new Set(),
    // findings name the service
    resource: new Set(['service.name']),
    instrumentation: new Set(),
  };
  private readonly prefixes: string[] = [];
  private statusMessage = false;
  private events = false;
  private links = false;

  node(node: PlanNode): void {
    if (node.op === 'attribute') this.attribute(node.scope as AttributeScope, node.key as string);
    if (node.op === 'intrinsic') this.intrinsic(node.name as Intrinsic);
    if (node.op === 'values') this.prefixes.push('');
    if (node.op === 'attributes') this.prefixes.push(node.prefix as string);
    if (node.op === 'structure' && node.relation === 'linked_to') this.links = true;
    if (node.op === 'time' && node.clockSkew !== 0n) for (const key of HOST_KEYS) this.keys.resource.add(key);
    if (node.op === 'named' || node.op === 'events') this.events = true;
  }

  private attribute(scope: AttributeScope, key: string): void {
    if (scope === 'occurrence') {
      this.keys.span.add(key);
      this.keys.event.add(key);
      return;
    }
    this.keys[scope].add(key);
    if (scope === 'link') this.links = true;
  }

  private intrinsic(name: Intrinsic): void {
    if (name === 'span:statusMessage') this.statusMessage = true;
    if (name === 'link:spanID' || name === 'link:traceID') this.links = true;
  }

  request(): FetchRequest {
    const { span, event, link, resource, instrumentation } = this.keys;
    const sorted = (keys: ReadonlySet<string>): readonly string[] => [...keys].sort();
    return {
      span: sorted(span),
      // without event rows nothing could be read of them
      event: this.events ? sorted(event) : [],
      link: sorted(link),
      resource: sorted(resource),
      instrumentation: sorted(instrumentation),
      prefixes: fewestPrefixes(this.prefixes),
      statusMessage: this.statusMessage,
      events: this.events,
      links: this.links,
    };
  }
}
