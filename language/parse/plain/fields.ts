import type { Field } from '../../generated/ast';
import { expression } from './expressions';
import type { TreeBuilder } from './tree-builder';

/** `{ name = value … }`. */
export function fieldsOf(builder: TreeBuilder): Field[] {
  const fields: Field[] = [];
  builder.take('{');
  while (!builder.skip('}')) fields.push(field(builder));
  return fields;
}

function field(builder: TreeBuilder): Field {
  const { start } = builder;
  const name = builder.take('PATH');
  builder.take('=');
  const value = expression(builder);
  builder.skip(',');
  return builder.node<Field>('Field', start, { name, value });
}
