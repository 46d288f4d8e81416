import type { Node } from 'libpg-query';
import { literalOf } from './analyse/single-value';
import { as, folded, strings, walk } from './analyse/tree';
import type { Statement } from './batch';
import { isMark, isWord, type Token } from './lex/token';
import type { SqlValue } from './value';

/**
 * The value that a statement gives a setting: `SET app.tenant = 'a'`, `set_config('app.tenant', $1, true)`,
 * `SET @tenant = 5`, `sp_set_session_context 'tenant', @p1`. Undefined where it gives none; 'reset' where it takes it away.
 */
export function settingIn(statement: Statement, name: string): SqlValue | 'reset' | undefined {
  const wanted = folded(name).replace(/^@+/, '');
  return (statement.tree && ofTree(statement, statement.tree, wanted)) ?? ofTokens(statement, wanted);
}

function ofTree({ emitted }: Statement, tree: Node, wanted: string): SqlValue | 'reset' | undefined {
  const value = (node: Node | undefined): SqlValue | undefined => {
    if (node === undefined) return undefined;
    const bare = as(node, 'TypeCast')?.arg ?? node;
    return literalOf(bare) ?? emitted.parameters[(as(bare, 'ParamRef')?.number ?? 0) - 1];
  };
  const set = as(tree, 'VariableSetStmt');
  if (set) {
    if (set.kind === 'VAR_RESET_ALL') return 'reset';
    if (folded(set.name ?? '') !== wanted) return undefined;
    return set.kind === 'VAR_RESET' || set.kind === 'VAR_SET_DEFAULT' ? 'reset' : value(set.args?.[0]);
  }
  if (as(tree, 'DiscardStmt')?.target === 'DISCARD_ALL') return 'reset';
  let found: SqlValue | undefined;
  walk(tree, (kind, content) => {
    if (kind !== 'FuncCall') return true;
    const called = folded(strings(content.funcname as Node[]).at(-1) ?? '');
    const [first, second] = (content.args as Node[] | undefined) ?? [];
    const key = first && called === 'set_config' ? literalOf(first) : undefined;
    if (key?.kind === 'literal' && folded(String(key.value)) === wanted) found ??= value(second);
    return true;
  });
  return found;
}

/** SET of other products, and T-SQL's procedure. Only `SET name = value` and `SET name TO value`, with one value. */
function ofTokens({ tokens, emitted }: Statement, wanted: string): SqlValue | undefined {
  const parameter = (token: Token): SqlValue => {
    const known = emitted.parameters.find(({ text }) => text === token.text);
    return known ?? { kind: 'parameter', key: token.value.replace(/^#/, ''), text: token.text };
  };
  const value = (token: Token | undefined): SqlValue | undefined => {
    if (token?.kind === 'parameter') return parameter(token);
    if (token?.kind !== 'string' && token?.kind !== 'number' && token?.kind !== 'word') return undefined;
    return { kind: 'literal', value: token.value, text: token.text };
  };
  if (isWord(tokens[0], 'set')) {
    const at = tokens.findIndex((token) => isMark(token, '=') || isMark(token, ':=') || isWord(token, 'to'));
    const names = tokens.slice(1, at).filter((token) => !isWord(token, 'session', 'local', 'global'));
    const name = names
      .map((token) => folded(token.value))
      .join('')
      .replace(/^@+/, '');
    return at > 0 && name === wanted && tokens.length === at + 2 ? value(tokens[at + 1]) : undefined;
  }
  const at = tokens.findIndex((token) => isWord(token, 'sp_set_session_context', 'set_context'));
  if (at < 0) return undefined;
  const args = tokens
    .slice(at + 1)
    .filter((token) => token.kind === 'string' || token.kind === 'parameter' || token.kind === 'number');
  const key = args.findIndex((token) => token.kind === 'string' && folded(token.value) === wanted);
  return key < 0 ? undefined : value(args.slice(key + 1).find(({ text }) => !/^@(key|value)$/i.test(text)));
}
