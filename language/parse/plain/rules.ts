import type { Always, Clause, Each, Expr, Metadata, Never, Per, Rule, When } from '../../generated/ast';
import { expression, postfix } from './expressions';
import { fieldsOf } from './fields';
import type { TreeBuilder } from './tree-builder';
import { NOT_PLAIN } from './words';

const CLAUSES: ReadonlySet<string> = new Set(['each', 'per', 'when', 'always', 'never']);
const METADATA: ReadonlySet<string> = new Set([
  ...['severity', 'controls', 'tags', 'services', 'message', 'recommend', 'context'],
]);

/** `Rule` of the grammar: metadata around one plain expression, or among clauses. */
export function rule(builder: TreeBuilder): Rule {
  const { start } = builder;
  builder.take('rule');
  const name = ruleId(builder);
  const title = builder.kind === 'STRING' ? builder.take('STRING') : undefined;
  builder.take('{');
  const metadata: Metadata[] = [];
  const clauses: Clause[] = [];
  let plain: Expr | undefined;
  const leads = METADATA.has(builder.kind);
  while (!builder.skip('}')) {
    if (METADATA.has(builder.kind)) metadata.push(metadataOf(builder));
    else if (plain) throw NOT_PLAIN;
    else if (CLAUSES.has(builder.kind)) clauses.push(clause(builder));
    else if (clauses.length > 0) throw NOT_PLAIN;
    else plain = expression(builder);
  }
  const body = { plain, clauses };
  return builder.node<Rule>('Rule', start, { name, title, ...(leads ? { metadata, ...body } : { ...body, metadata }) });
}

export function ruleId(builder: TreeBuilder): string {
  return builder.take(builder.kind === 'STRING' ? 'STRING' : 'RULE_ID');
}

function metadataOf(builder: TreeBuilder): Metadata {
  const { kind, start } = builder;
  builder.takeAny();
  switch (kind) {
    case 'severity':
      return builder.node<Metadata & { $type: 'Severity' }>('Severity', start, { level: builder.take('PATH') });
    case 'controls':
      return builder.node<Metadata & { $type: 'Controls' }>('Controls', start, { ids: bracketed(builder, 'PATH') });
    case 'tags':
      return builder.node<Metadata & { $type: 'Tags' }>('Tags', start, { ids: bracketed(builder, 'PATH') });
    case 'services':
      return builder.node<Metadata & { $type: 'Services' }>('Services', start, { names: bracketed(builder, 'STRING') });
    case 'message':
      return builder.node<Metadata & { $type: 'Message' }>('Message', start, { text: builder.take('STRING') });
    case 'recommend': {
      const texts = builder.list(() => builder.take('STRING'));
      return builder.node<Metadata & { $type: 'Recommend' }>('Recommend', start, { texts });
    }
    default:
      return builder.node<Metadata & { $type: 'Context' }>('Context', start, { fields: fieldsOf(builder) });
  }
}

function bracketed(builder: TreeBuilder, kind: string): string[] {
  builder.take('[');
  return builder.listUntil(']', () => builder.take(kind));
}

function clause(builder: TreeBuilder): Clause {
  const { kind, start } = builder;
  builder.takeAny();
  switch (kind) {
    case 'each': {
      const of = postfix(builder);
      builder.take('as');
      const name = builder.take('PATH');
      const condition = builder.skip('where') ? expression(builder) : undefined;
      return builder.node<Each>('Each', start, { of, name, condition });
    }
    case 'per':
      return per(builder, start);
    case 'when':
      return builder.node<When>('When', start, { condition: block(builder) });
    case 'always':
      return builder.node<Always>('Always', start, { condition: block(builder) });
    default:
      return builder.node<Never>('Never', start, { condition: block(builder) });
  }
}

function per(builder: TreeBuilder, start: number): Per {
  const keys = builder.list(() => expression(builder));
  const size = builder.skip('window') ? builder.take('DURATION') : undefined;
  const tumbling = size !== undefined && builder.skip('tumbling');
  return builder.node<Per>('Per', start, { keys, size, tumbling });
}

function block(builder: TreeBuilder): Expr {
  builder.take('{');
  const condition = expression(builder);
  builder.take('}');
  return condition;
}
