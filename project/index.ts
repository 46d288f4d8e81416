export { type FileProblem, fileProblem } from './file-problem';
export { type FoundRules, findRules, type RuleText } from './find-rules';
export { SETTINGS_FILE } from './list-folder';
export { openProject, type Project } from './open-project';
export { packsIn } from './packs';
export { fileUri, loadText, pathOfUri } from './rule-text';
export type { ProjectSettings } from './settings';
export { type SqlFor, schemaKey, sqlBy } from './sql';
