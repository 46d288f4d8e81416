import { ast, type FileScope, type RuleFile, readingText } from '../../language';

/** The rule whose plain body holds an offset. */
export function plainRuleAt(file: RuleFile, offset: number): ast.Rule | undefined {
  return file.ast.declarations.filter(ast.isRule).find(({ plain }) => {
    const cst = plain?.$cstNode;
    return cst !== undefined && cst.offset <= offset && offset <= cst.end;
  });
}

/** How a plain body is read, as Markdown; undefined where a rule has none. */
export function readingMarkdown(rule: ast.Rule, scope: FileScope): string | undefined {
  const reading = readingText(rule, scope);
  return reading === null ? undefined : `*Read as*\n\n\`\`\`ringfence\n${reading.replaceAll('```', '')}\n\`\`\``;
}
