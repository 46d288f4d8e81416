import type { Diagnostic } from './diagnostic';
import type { File } from './generated/ast';
import type { LineIndex } from './syntax/line-index';

/** One parsed rule file. The tree is as complete as the text allows: any property of a node may be missing. */
export interface RuleFile {
  readonly uri: string;
  readonly text: string;
  readonly ast: File;
  readonly lines: LineIndex;
  /** Syntax errors. */
  readonly diagnostics: readonly Diagnostic[];
}
