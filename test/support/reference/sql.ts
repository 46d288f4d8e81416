import type * as ast from '../../../language/generated/ast';
import { SQL } from '../sql';
import { read } from './evaluate';
import { nameOf, path, unquote } from './names';
import { readName, type Scope } from './reading';
import { ABSENT, type Content, firstOf, type Pinned, present, UNKNOWABLE, type Value } from './values';

/** What is asked of a statement: `sql(x).tables`, `sql(x).pinned(tenant_id)`. */
interface SqlPart {
  readonly text: ast.Expr;
  readonly part: string;
  readonly words: readonly string[];
}

/** Undefined for every other expression. */
export function sqlPartOf(expr: ast.Expr): SqlPart | undefined {
  const member = expr.$type === 'Call' ? expr.of : expr;
  if (member.$type !== 'Member' || member.of.$type !== 'Call') return undefined;
  const { of, args } = member.of;
  if (of.$type !== 'Reference' || of.path !== 'sql') return undefined;
  const given = expr.$type === 'Call' ? expr.args.map((argument) => argument.value) : [];
  return { text: args[0]!.value, part: member.name, words: given.flatMap(wordsOf) };
}

function wordsOf(expr: ast.Expr): string[] {
  if (expr.$type === 'ListLiteral') return expr.items.flatMap(wordsOf);
  if (expr.$type === 'StringLiteral') return [unquote(expr.value)];
  return expr.$type === 'Reference' ? [nameOf(expr.path)] : [];
}

type Analysed = ReturnType<NonNullable<typeof SQL.sql>['analyse']>;
type Said = Analysed['literals'][number];

/** The analyser of SQL is taken as given; what rules make of its answers is not. Every table is a tenant's. */
export function readSqlPart(scope: Scope, { text, part, words }: SqlPart): Value {
  const statement = read(scope, text);
  if (statement.is !== 'present') return statement;
  if (typeof statement.content !== 'string') return UNKNOWABLE;
  const system = firstOf(['db.system.name', 'db.system'].map((name) => readName(scope, path(name))));
  const analysed = SQL.sql!.analyse(statement.content, system.is === 'present' ? String(system.content) : undefined);
  const recorded = (value: Said): Content | undefined => {
    if (value.kind === 'literal') return value.value;
    if (value.kind !== 'parameter') return undefined;
    const found = readName(scope, [...path('db.query.parameter'), { text: value.key, quoted: true }]);
    return found.is === 'present' ? found.content : undefined;
  };
  const content = answer(analysed, part, words, recorded);
  return typeof content === 'object' && 'is' in content ? content : present(content, statement.source);
}

type Recorded = (value: Said) => Content | undefined;

function answer(analysed: Analysed, part: string, words: readonly string[], recorded: Recorded): Value | Content {
  if (part === 'tables') {
    const names = analysed.tables.flatMap((table) => [table, table.split('.').at(-1)!]);
    return analysed.isValid ? [...new Set(names)] : UNKNOWABLE;
  }
  if (part === 'setting') {
    const given = analysed.setting(words[0]!);
    if (given === undefined) return analysed.isValid ? ABSENT : UNKNOWABLE;
    return pinned([given], true, recorded);
  }
  const tenancy = analysed.tenant({ columns: words });
  if (tenancy.filters === 'unknown') return UNKNOWABLE;
  if (part === 'filters') return tenancy.filters;
  if (part !== 'pinned') throw new Error(`The reference does not cover sql(…).${part} yet`);
  return tenancy.filters && tenancy.pinned.length === 0 ? ABSENT : pinned(tenancy.pinned, tenancy.filters, recorded);
}

function pinned(values: readonly Said[], everywhere: boolean, recorded: Recorded): Pinned {
  const known = values.map(recorded).filter((value) => value !== undefined);
  return { values: known, more: known.length < values.length, everywhere };
}
