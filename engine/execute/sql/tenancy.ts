import type { SqlTenantAnswer, UnfilteredTable } from '../../sql';
import { TRUE, UNKNOWN } from '../kleene';
import type { Scope } from '../scope';
import { Nothing } from '../value/nothing';
import { isList, isNothing } from '../value/runtime';
import type { TenantPlan } from './make';
import { perText } from './texts';

/** How the tenant tables of the text at hand are pinned. */
export function makeTenancy(plan: TenantPlan, scope: Scope): () => SqlTenantAnswer | Nothing {
  const { columns, tables, secured } = plan.question;
  const tenants = tables === null ? [] : namesIn(tables, scope);
  const ofTables = tenants.length > 0 ? { tables: tenants } : {};
  const asking = (question: { readonly secured?: readonly string[] }) => {
    const tenancy = { columns, ...ofTables, ...question };
    return perText(plan, scope, JSON.stringify(tenancy), (text) => text.tenant(tenancy));
  };
  const without = asking({});
  const names = secured === null ? [] : namesIn(secured.tables, scope);
  if (secured === null || names.length === 0) return without;
  const context = secured.context === null ? () => UNKNOWN : scope.condition(secured.context);
  const within = asking({ secured: names });
  return () => {
    const open = without();
    if (open instanceof Nothing || open.filters === true) return open;
    const closed = within();
    // no condition is asked that decides nothing
    if (closed instanceof Nothing || closed.filters === false) return closed;
    const isSet = context();
    if (isSet === TRUE) return closed;
    return isSet === UNKNOWN ? undecided(open, closed) : withoutContext(open, closed);
  };
}

/** Row-level security does nothing for what only it would pin. */
function withoutContext(open: SqlTenantAnswer, closed: SqlTenantAnswer): SqlTenantAnswer {
  const isGuarded = ({ table, offset }: UnfilteredTable) =>
    !closed.unfiltered.some((other) => other.table === table && other.offset === offset);
  const unfiltered = open.unfiltered.map((table) =>
    isGuarded(table)
      ? {
          ...table,
          why: `${table.why} Row-level security doesn’t either: the tenant’s context was not set before.`,
          remedy: `Set the tenant’s context first. Or: ${table.remedy}`,
        }
      : table,
  );
  return { ...open, unfiltered };
}

/** Nobody knows whether the context was set. */
function undecided(open: SqlTenantAnswer, closed: SqlTenantAnswer): SqlTenantAnswer {
  const [first] = open.unfiltered;
  const doubt = {
    what: 'row-level security pins it only if the tenant’s context was set before, and that is not known',
    offset: first?.offset ?? 0,
  };
  return { filters: 'unknown', pinned: [], unfiltered: open.unfiltered, doubts: [doubt, ...closed.doubts] };
}

/** The texts of a list that is the same for every trace. */
function namesIn(plan: Parameters<Scope['value']>[0], scope: Scope): readonly string[] {
  const value = scope.value(plan).value();
  if (isNothing(value)) return [];
  return (isList(value) ? value : [value]).filter((name) => typeof name === 'string');
}
