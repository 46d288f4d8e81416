import type {
  Attribute,
  Declaration,
  Exempt,
  File,
  GroupTerm,
  Import,
  Inherited,
  IntervalTerm,
  Let,
  OccurrenceTerm,
  Param,
  Signal,
  SignalTerm,
  Term,
} from '../../generated/ast';
import { expression } from './expressions';
import { fieldsOf } from './fields';
import { rule, ruleId } from './rules';
import { testBlock } from './test-blocks';
import type { TreeBuilder } from './tree-builder';
import { NOT_PLAIN } from './words';

export type Entry = Import | Declaration;

/** What a file is made of, put into `entries` one by one up to its end, or to what isn't plain. */
export function takeEntries(builder: TreeBuilder, entries: Entry[]): void {
  while (builder.kind !== 'END') entries.push(builder.kind === 'import' ? importOf(builder) : declaration(builder));
}

/** `File` of the grammar; it stands where its entries do. */
export function fileOf(builder: TreeBuilder, entries: readonly Entry[]): File {
  const imports = entries.filter((entry) => entry.$type === 'Import');
  const declarations = entries.filter((entry) => entry.$type !== 'Import');
  const leads = entries[0]?.$type === 'Import';
  const node = builder.node<File>('File', 0, leads ? { imports, declarations } : { declarations, imports });
  builder.root.close(node, entries[0]?.$cstNode?.offset ?? 0, entries.at(-1)?.$cstNode?.end ?? 0);
  (node as { $cstNode?: unknown }).$cstNode = builder.root;
  return node;
}

function importOf(builder: TreeBuilder): Import {
  const { start } = builder;
  builder.take('import');
  return builder.node<Import>('Import', start, { path: builder.take('STRING') });
}

function declaration(builder: TreeBuilder): Declaration {
  switch (builder.kind) {
    case 'let':
      return named<Let>(builder, 'let', 'Let');
    case 'param':
      return named<Param>(builder, 'param', 'Param');
    case 'attribute':
      return named<Attribute>(builder, 'attribute', 'Attribute');
    case 'inherited':
      return inherited(builder);
    case 'signal':
      return signal(builder);
    case 'rule':
      return rule(builder);
    case 'exempt':
      return exempt(builder);
    case 'test':
      return testBlock(builder);
    default:
      throw NOT_PLAIN;
  }
}

function named<T extends Let | Param | Attribute>(builder: TreeBuilder, word: string, type: T['$type']): T {
  const { start } = builder;
  builder.take(word);
  const name = builder.take('PATH');
  builder.take('=');
  return builder.node<Let | Param | Attribute>(type, start, { name, value: expression(builder) }) as T;
}

function inherited(builder: TreeBuilder): Inherited {
  const { start } = builder;
  builder.take('inherited');
  const name = builder.take('PATH');
  builder.take('=');
  const value = expression(builder);
  const fallback = builder.skip('else') ? expression(builder) : undefined;
  return builder.node<Inherited>('Inherited', start, { name, value, fallback });
}

function signal(builder: TreeBuilder): Signal {
  const { start } = builder;
  builder.take('signal');
  const name = builder.take('PATH');
  builder.take('=');
  const terms = termsOf(builder);
  const fields = builder.kind === '{' ? fieldsOf(builder) : [];
  return builder.node<Signal>('Signal', start, { name, terms, fields });
}

function termsOf(builder: TreeBuilder): Term[] {
  const terms = [term(builder)];
  while (builder.skip('or')) terms.push(term(builder));
  return terms;
}

function term(builder: TreeBuilder): Term {
  const { kind, start } = builder;
  switch (kind) {
    case '(': {
      builder.take('(');
      const terms = termsOf(builder);
      builder.take(')');
      return builder.node<GroupTerm>('GroupTerm', start, { terms, condition: condition(builder) });
    }
    case 'span':
    case 'event': {
      builder.take(kind);
      const label = builder.kind === 'STRING' ? builder.take('STRING') : undefined;
      return builder.node<OccurrenceTerm>('OccurrenceTerm', start, { kind, label, condition: condition(builder) });
    }
    case 'from':
      return interval(builder);
    default: {
      const name = builder.take('PATH');
      return builder.node<SignalTerm>('SignalTerm', start, { signal: name, condition: condition(builder) });
    }
  }
}

function interval(builder: TreeBuilder): IntervalTerm {
  const { start } = builder;
  builder.take('from');
  const from = builder.take('PATH');
  builder.take('until');
  const end = builder.take('PATH');
  builder.take('by');
  const keys = builder.list(() => expression(builder));
  return builder.node<IntervalTerm>('IntervalTerm', start, { start: from, end, keys });
}

/** What `where` says, where it stands. */
function condition(builder: TreeBuilder) {
  return builder.skip('where') ? expression(builder) : undefined;
}

function exempt(builder: TreeBuilder): Exempt {
  const { start } = builder;
  builder.take('exempt');
  const id = ruleId(builder);
  const where = condition(builder);
  const until = builder.skip('until') ? builder.take('DATE') : undefined;
  builder.take('because');
  const reason = builder.take('STRING');
  return builder.node<Exempt>('Exempt', start, { rule: id, condition: where, until, reason });
}
