import { compileProject } from '../compile/project';
import type { Diagnostic } from '../diagnostic';
import { formatRuleFile } from '../format/format-rule-file';
import type { PackSource } from '../pack-source';
import { parseRuleFile } from '../parse/parse-rule-file';

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
  const edits = rewrites.filter((rewrite) => rewrite.file === file).sort((a, b) => b.start - a.start || b.end - a.end);
  const text = edits.reduce(
    (before, { start, end, newText }) => before.slice(0, start) + newText + before.slice(end),
    written,
  );
  const formatted = formatRuleFile(text);
  return { text: 'text' in formatted ? formatted.text : text, diagnostics };
}
