import type { Diagnostic } from './diagnostic';
import type { File } from './generated/ast';
import type { PlainRoot } from './parse/plain/plain-node';
import type { LineIndex } from './syntax/line-index';

/** One parsed rule file. The tree is as complete as the text allows: any property of a node may be missing. */
export interface RuleFile {
  readonly uri: string;
  readonly text: string;
  readonly ast: File;
  readonly lines: LineIndex;
  /** `older` in YAML packs, where some words mean more than in a `.fence` file (language §10). */
  readonly dialect: 'current' | 'older';
  /** Where in `text` an offset of the tree stands. The same number, unless the tree was made from another notation. */
  place(offset: number): number;
  /** Where the declarations stand that were read before a part with mistakes, which the tree's own place is then. */
  readonly beginning?: PlainRoot;
  /** Syntax errors. */
  readonly diagnostics: readonly Diagnostic[];
}
