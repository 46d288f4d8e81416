import { lookUpValue } from '../names/lookup';
import { splitPath } from '../syntax/path';
import { type Context, type FileContext, Frame, fileContext, rangeOf } from './context';
import { compileName } from './names';

/** Compiles every declaration of a file for its errors, used or not. */
export function checkDeclarations(file: FileContext): void {
  const { own, file: ruleFile } = file.scope;
  for (const { node, name } of own.duplicates) {
    file.sink.add(
      ruleFile,
      rangeOf({ shift: 0 }, node),
      'error',
      'duplicate-name',
      `“${name}” is declared twice in this file.`,
    );
  }
  for (const { name, node } of own.values.values()) {
    if (lookUpValue(file.scope, name).declared?.node !== node) continue;
    const constant = node.$type === 'Let' || node.$type === 'Param';
    const context = silentContext(file, constant ? null : { slot: 0, signal: null });
    compileName(splitPath(node.name), node, context, 'other');
  }
  for (const { name, node } of own.signals.values()) file.signals.named(name, silentContext(file, null), node);
}

/** Errors inside the declaration are reported there; that its use fails is no second error. */
function silentContext(file: FileContext, occurrence: Context['occurrence']): Context {
  return { ...fileContext(file), frame: new Frame(1), occurrence };
}
