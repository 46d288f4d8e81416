import type { Diagnostic, Location } from 'vscode-languageserver';
import type { Settings } from '../../protocol';
import type { FileMarks, ProjectOutcome } from '../replay/messages';
import { spanUri } from '../replay/span-uri';
import { traceVerdicts } from './trace-verdicts';

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

interface Made {
  /** What the diagnostics were made of, besides the marks. */
  readonly from: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The verdicts inside of trace files: made anew where marks, places of rules or settings are others. */
export class FileVerdicts {
  #made = new Map<number, Made>();

  /** For each marked file of these outcomes its URI and what stands in it. */
  of(
    outcomes: readonly { readonly outcome: ProjectOutcome; readonly places: ReadonlyMap<string, Location> }[],
    settings: Settings,
  ): (readonly [string, readonly Diagnostic[]])[] {
    const made = new Map<number, Made>();
    const files = outcomes.flatMap(({ outcome, places }) => {
      const from = JSON.stringify([...places, settings.diagnostics]);
      return outcome.marks.map((file) => {
        const before = this.#made.get(file.version);
        const now = before?.from === from ? before : { from, diagnostics: diagnosticsOf(file, settings, places) };
        made.set(file.version, now);
        return [file.uri, now.diagnostics] as const;
      });
    });
    this.#made = made;
    return files;
  }
}

function diagnosticsOf(file: FileMarks, settings: Settings, places: ReadonlyMap<string, Location>): Diagnostic[] {
  return traceVerdicts(file, settings, {
    rule: (id) => places.get(id),
    span: ({ traceId, spanId }) => ({ uri: spanUri(traceId, spanId), range: TOP }),
  });
}
