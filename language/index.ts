export { type CompiledProject, compileProject, ProjectCompiler, type ProjectInput } from './compile/project';
export { ruleId } from './compile/rule';
export { didYouMean } from './compile/suggest';
export { convention, conventions } from './conventions/conventions';
export type { Diagnostic, Fix, TextEdit } from './diagnostic';
export { type FormatOptions, type FormatResult, formatRuleFile } from './format/format-rule-file';
export { readingText } from './format/reading-text';
export * as ast from './generated/ast';
export { createScope, type Declared, type FileScope } from './names/declarations';
export { type LoadImport, ScopeGraph } from './names/imports';
export { ATTRIBUTE_SCOPES, BARE_INTRINSICS, ENUM_MEMBERS, INTRINSICS, NAVIGATION_SCOPES } from './names/intrinsics';
export { lookUpSignal, lookUpValue, visibleDeclarations } from './names/lookup';
export type { NameSource } from './names/names-in-file';
export {
  importablePacks,
  type PackSource,
  packData,
  packFiles,
  packName,
  packTests,
  packUri,
} from './pack-source';
export { type Leaf, leafAt, leavesOf, propertyNode, type Written } from './parse/leaves';
export { parseRuleFile } from './parse/parse-rule-file';
export { prepareParser } from './parse/parser';
export { createCoreServices, RingfenceCoreModule } from './parse/services';
export type { RuleFile } from './rule-file';
export { LineIndex } from './syntax/line-index';
export { durationNanoseconds, instantNanoseconds } from './syntax/literals';
export { joinSegments, pathName, splitPath } from './syntax/path';
export { stringText } from './syntax/string-literal';
export { checkExpectations } from './tests/check-expectations';
export { literalTracesAsOtlp } from './tests/literal-otlp';
export { type Expectation, isWhole, type LiteralTrace, type RuleTest } from './tests/rule-test';
export { NOTHING_OBSERVED, type Observed, type ObservedAttribute, type ObservedKind } from './types/observed';
export { type Conversion, convertYamlRules } from './yaml/convert';
export { isRulePack } from './yaml/yaml-document';
