import type { Expect, Given, Test, TestAttribute, TestItem, TestNode, TraceLiteral } from '../../generated/ast';
import { expression } from './expressions';
import { ruleId } from './rules';
import type { TreeBuilder } from './tree-builder';
import { NOT_PLAIN } from './words';

/** `Test` of the grammar. */
export function testBlock(builder: TreeBuilder): Test {
  const { start } = builder;
  builder.take('test');
  const title = builder.take('STRING');
  const items: TestItem[] = [];
  builder.take('{');
  while (!builder.skip('}')) items.push(item(builder));
  return builder.node<Test>('Test', start, { title, items });
}

function item(builder: TreeBuilder): TestItem {
  const { kind, start } = builder;
  switch (kind) {
    case 'given':
      builder.take(kind);
      return builder.node<Given>('Given', start, { path: builder.take('STRING') });
    case 'trace':
      builder.take(kind);
      return builder.node<TraceLiteral>('TraceLiteral', start, { nodes: nodes(builder) });
    case 'expect': {
      builder.take(kind);
      const rule = ruleId(builder);
      const verdict = builder.take('PATH');
      const count = builder.kind === 'NUMBER' ? builder.take('NUMBER') : undefined;
      return builder.node<Expect>('Expect', start, { rule, verdict, count });
    }
    default:
      throw NOT_PLAIN;
  }
}

function nodes(builder: TreeBuilder): TestNode[] {
  const found: TestNode[] = [];
  builder.take('{');
  while (!builder.skip('}')) found.push(testNode(builder));
  return found;
}

function testNode(builder: TreeBuilder): TestNode {
  const { kind, start } = builder;
  if (kind !== 'span' && kind !== 'event') throw NOT_PLAIN;
  builder.take(kind);
  const name = builder.take(builder.kind === 'STRING' ? 'STRING' : 'PATH');
  const attributes = builder.skip('(') ? builder.listUntil(')', () => attribute(builder)) : [];
  const children = builder.kind === '{' ? nodes(builder) : [];
  return builder.node<TestNode>('TestNode', start, { kind, name, attributes, children });
}

function attribute(builder: TreeBuilder): TestAttribute {
  const { start } = builder;
  const name = builder.take('PATH');
  builder.take(':');
  return builder.node<TestAttribute>('TestAttribute', start, { name, value: expression(builder) });
}
