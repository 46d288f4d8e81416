import type { Diagnostic } from '../language';

export function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Whether a YAML file's root has `rules:` with items that have a condition; other YAML is none of our business. */
export function looksLikePack(text: string): boolean {
  return /^rules:/m.test(text) && /^\s+(- )?condition:/m.test(text);
}

/** One error, on the file's first line. */
export function yamlDiagnostic(uri: string, name: string): Diagnostic {
  const message = `${name}: rules in YAML are not read yet. Write them in a .fence file.`;
  return {
    uri,
    start: 0,
    end: 0,
    line: 1,
    column: 1,
    severity: 'error',
    code: 'not-supported-yet',
    message,
    fixes: [],
  };
}
