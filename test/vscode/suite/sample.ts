import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Diagnostic, extensions, languages, Range, type TextDocument, Uri, window, workspace } from 'vscode';
import type { RingfenceApi } from '../../../client/extension';

/** Leaks in samples/mediplatform, known because they were made. */
export const leaks = 12;
export const leakRules = ['patient-documents-per-query', 'tenant-isolation-patient-documents'];

let first: Promise<RingfenceApi> | undefined;

/** The extension, once it has replayed the sample; waited for once, whoever asks. */
export function replayed(): Promise<RingfenceApi> {
  first ??= activateAndReplay();
  return first;
}

async function activateAndReplay(): Promise<RingfenceApi> {
  const extension = extensions.getExtension<RingfenceApi>('ringfence.ringfence');
  assert.ok(extension);
  const api = await extension.activate();
  await until('the first replay', () => {
    const { phase, message } = api.replay.state;
    assert.notEqual(phase, 'failed', message ?? undefined);
    return api.replay.findings.revision > 0 || undefined;
  });
  return api;
}

export function sampleFile(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return Uri.joinPath(folder.uri, path);
}

export async function show(uri: Uri): Promise<TextDocument> {
  const editor = await window.showTextDocument(uri);
  return editor.document;
}

/** Those of Ringfence, once there are any. */
export function diagnosticsOf(uri: Uri): Promise<Diagnostic[]> {
  return until(`diagnostics of ${uri}`, () => {
    const found = languages.getDiagnostics(uri);
    return found.length > 0 ? found : undefined;
  });
}

/** Asks again and again, up to half a minute. @throws Error naming what was waited for. */
export async function until<T>(what: string, ask: () => T | undefined | PromiseLike<T | undefined>): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what}: waited half a minute`);
}

/** Replaces a text in a file of the sample, saves it, and undoes both after `use`. */
export async function withEdit(uri: Uri, from: string, to: string, use: () => Promise<void>): Promise<void> {
  const before = await workspace.fs.readFile(uri);
  const document = await show(uri);
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${from} is in ${uri}`);
  const editor = await window.showTextDocument(document);
  await editor.edit((edit) => {
    edit.replace(rangeOf(document, start, from.length), to);
  });
  try {
    await document.save();
    await use();
  } finally {
    await editor.edit((edit) => {
      edit.replace(rangeOf(document, 0, document.getText().length), new TextDecoder().decode(before));
    });
    await document.save();
  }
}

function rangeOf(document: TextDocument, start: number, length: number): Range {
  return new Range(document.positionAt(start), document.positionAt(start + length));
}
