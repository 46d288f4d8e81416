import type { Batch, Doubt, Statement } from '../batch';
import { TooMuch } from '../limits';
import { conflict, type SqlValue, valueKey } from '../value';
import { Context, type Requirement, type Surroundings } from './context';
import { explain } from './explain';
import type { Answer, TenantAnswer, TenantQuestion, Unfiltered } from './question';
import { type Pins, Solver } from './solve';
import { buildStatement } from './statement';
import { folded } from './tree';

/** One reading of a statement, decided. */
interface Reading {
  readonly context: Context;
  readonly pins: Pins;
  readonly open: readonly Requirement[];
  readonly values: readonly SqlValue[];
}

/** Readings with doubts allowed, at most: one for each table that an unqualified column can belong to. */
const MAX_CHOICES = 4;

/** Decides a question about all statements of a text. */
export function decide(batch: Batch, around: Surroundings): TenantAnswer {
  const answers = batch.statements.map((statement) => decideStatement(statement, around));
  const doubts = [
    ...batch.doubts,
    ...(batch.problem ? [batch.problem] : []),
    ...answers.flatMap((each) => each.doubts),
  ];
  const unreadable = batch.doubts.length > 0 || batch.problem !== undefined;
  const pinned = unique(answers.flatMap((each) => each.pinned));
  // tables of several statements, too, are to be pinned to one value
  const others = answers.every(({ filters }) => filters === true) ? apart(answers.flatMap(({ held }) => held)) : [];
  return {
    filters: unreadable ? 'unknown' : others.length > 0 ? false : together(answers.map(({ filters }) => filters)),
    pinned,
    unfiltered: [...answers.flatMap((each) => each.unfiltered), ...others],
    doubts,
  };
}

/** Those that are pinned to another literal than the first one is. */
function apart(held: readonly Held[]): Unfiltered[] {
  const literal = held.find(({ values }) => values.some(({ kind }) => kind === 'literal'));
  if (literal === undefined) return [];
  const other = (each: Held) => each.column === literal.column && conflict([...literal.values, ...each.values]);
  return held.filter(other).map(({ explained }) => explained);
}

function together(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes('unknown') ? 'unknown' : true;
}

/** A pinned table, and what would be said of it if its value were not the others'. */
interface Held {
  readonly column: string;
  readonly values: readonly SqlValue[];
  readonly explained: Unfiltered;
}

type Decided = TenantAnswer & { readonly held: readonly Held[] };

function decideStatement(statement: Statement, around: Surroundings): Decided {
  try {
    return readings(statement, around);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    const doubt = { what: error.message, offset: statement.tokens[0]?.start ?? 0 };
    return { filters: 'unknown', pinned: [], unfiltered: [], doubts: [doubt], held: [] };
  }
}

function readings(statement: Statement, around: Surroundings): Decided {
  const sure = read(statement, around, false, 0);
  const split = different(sure, around.question);
  const explained = (reading: Reading) => reading.open.map((each) => explain(reading.context, each, reading.pins));
  const base = { pinned: sure.values, doubts: [], held: [] };
  const { blind, widest } = sure.context;
  const translated = statement.translation.doubts.length > 0;
  if (!blind && !translated && sure.open.length === 0 && split === undefined) {
    return { ...base, filters: true, unfiltered: [], held: heldBy(sure) };
  }
  if (split !== undefined)
    return { ...base, filters: false, unfiltered: split.map((each) => explain(sure.context, each, sure.pins)) };
  let best: Reading | undefined;
  for (let choice = 0; choice < Math.min(widest, MAX_CHOICES); choice++) {
    const reading = read(statement, around, true, choice);
    best = best === undefined || reading.open.length < best.open.length ? reading : best;
  }
  if (best && best.open.length > 0 && !translated && widest <= MAX_CHOICES) {
    return { ...base, filters: false, unfiltered: explained(best) };
  }
  const alternatives = {
    what: 'alternatives of OR may have different values',
    offset: statement.tokens[0]?.start ?? 0,
  };
  const doubts = distinct(sure.context.doubts);
  return {
    ...base,
    filters: 'unknown',
    unfiltered: explained(sure),
    doubts: doubts.length > 0 ? doubts : [alternatives],
  };
}

function heldBy({ context, pins }: Reading): Held[] {
  return context.required.flatMap((each) =>
    context.around.question.columns.map(folded).flatMap((column) => {
      const values = pins.get(each.node(column) ?? -1);
      return values ? [{ column, values, explained: explain(context, each, pins) }] : [];
    }),
  );
}

function read(statement: Statement, around: Surroundings, optimistic: boolean, choice: number): Reading {
  const context = new Context(around, statement, optimistic, choice);
  buildStatement(context, statement);
  const solver = new Solver((node) => context.sourceOf(node), optimistic);
  const columns = around.question.columns.map(folded);
  // asking for a column may add rules, so all are asked for before anything is solved
  const nodes = new Map(context.required.map((each) => [each, columns.map((column) => each.node(column))]));
  const pins = solver.solve(context.root);
  const valuesOf = (each: Requirement) =>
    nodes.get(each)!.flatMap((node) => (node === undefined ? [] : (pins.get(node) ?? [])));
  const open = context.required.filter((each) => valuesOf(each).length === 0);
  return { context, pins, open, values: unique(context.required.flatMap(valuesOf)) };
}

/** Tables pinned to different literals of one column: those after the first. */
function different({ context, pins }: Reading, { columns }: TenantQuestion): readonly Requirement[] | undefined {
  for (const column of columns.map(folded)) {
    const pinned = context.required.filter((each) => pins.has(each.node(column) ?? -1));
    const values = pinned.flatMap((each) => pins.get(each.node(column)!)!);
    if (!conflict(values)) continue;
    const first = pins.get(pinned[0]!.node(column)!)!;
    const others = pinned.filter((each) => conflict([...first, ...pins.get(each.node(column)!)!]));
    return others.length > 0 ? others : pinned;
  }
  return undefined;
}

function unique(values: readonly SqlValue[]): SqlValue[] {
  return [...new Map(values.map((value) => [valueKey(value), value])).values()];
}

function distinct(doubts: readonly Doubt[]): Doubt[] {
  return [...new Map(doubts.map((doubt) => [`${doubt.offset} ${doubt.what}`, doubt])).values()];
}

/** Whether a list of tables that aren't pinned names one place twice. */
export function eachPlaceOnce(unfiltered: readonly Unfiltered[]): Unfiltered[] {
  return [...new Map(unfiltered.map((each) => [`${each.offset} ${each.table} ${each.why}`, each])).values()];
}
