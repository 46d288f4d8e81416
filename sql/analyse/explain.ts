import { nameOf } from '../schema';
import { conflict } from '../value';
import type { Context, Requirement } from './context';
import type { Unfiltered } from './question';
import type { Pins } from './solve';
import { folded } from './tree';

/** Why a table isn't pinned and what would pin it. */
export function explain(context: Context, requirement: Requirement, pins: Pins): Unfiltered {
  const { table, alias, offset, what } = requirement;
  const columns = context.around.question.columns;
  const column = columns[0] ?? 'tenant';
  const named = columns.length > 1 ? `none of ${columns.join(', ')}` : `no ${column}`;
  const values = columns.flatMap((each) => pins.get(requirement.node(folded(each)) ?? -1) ?? []);
  const name = alias ?? table.name;
  const base = { table: nameOf(table), alias, offset };
  if (conflict(values) || values.length > 0) {
    const each = values.map(({ text }) => text).join(', ');
    return {
      ...base,
      why: `${name}.${column} is pinned to another value: ${each}.`,
      remedy: 'Use one value for all tables.',
    };
  }
  if (what === 'inserted') {
    const why = `A row is inserted into ${nameOf(table)} with ${named} that is one known value.`;
    return { ...base, why, remedy: `Name ${column} in the column list and give it one literal, parameter or setting.` };
  }
  const partner = pinnedPartner(context, requirement, pins);
  const join = partner === undefined ? '' : `, or join it with ${name}.${column} = ${partner}.${column}`;
  return {
    ...base,
    why: `${what === 'read' ? 'Rows are read from' : 'Rows are written in'} ${nameOf(table)} with ${named} pinned to one value.`,
    remedy: `Add ${name}.${column} = <tenant> to the condition${join}.`,
  };
}

/** Another table of the statement that is pinned. */
function pinnedPartner(context: Context, requirement: Requirement, pins: Pins): string | undefined {
  const columns = context.around.question.columns.map(folded);
  const partner = context.required.find(
    (each) =>
      each !== requirement && each.what === 'read' && columns.some((column) => pins.has(each.node(column) ?? -1)),
  );
  return partner && (partner.alias ?? partner.table.name);
}
