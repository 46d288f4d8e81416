import { compileProject } from '../compile/project';
import type { Diagnostic } from '../diagnostic';
import { formatRuleFile } from '../format/format-rule-file';
import type { PackSource } from '../pack-source';
import { parseRuleFile } from '../parse/parse-rule-file';
import { withEdits } from '../syntax/with-edits';

/** A pack in today's words, and what could not be taken over. */
export interface Conversion {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes a YAML pack out as a `.fence` file that means the same; items with errors are left out and reported. */
export function convertYamlRules(uri: string, yaml: string, packs: PackSource): Conversion {
  const file = parseRuleFile(uri, yaml);
  const { rewrites, diagnostics } = compileProject({ files: [file], packs });
  const written = file.ast.$cstNode?.text ?? '';
  const edits = rewrites.filter((rewrite) => rewrite.file === file);
  const text = withEdits(written, edits);
  const formatted = formatRuleFile(text, '', { names: { packs, loadImport: () => undefined } });
  return { text: 'text' in formatted ? formatted.text : text, diagnostics };
}
