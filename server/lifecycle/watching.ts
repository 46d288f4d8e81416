import { basename, sep } from 'node:path';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileEvent,
} from 'vscode-languageserver';
import { prepareParser } from '../../language';
import { SETTINGS_FILE } from '../../project';
import type { ServerContext } from '../context';
import type { FileCheck } from '../replay/messages';
import { isRules } from '../workspace/rule-documents';
import { canonicalUri, pathOf } from '../workspace/uris';

const TRACE_FILES = '**/*.{json,jsonl,ndjson,pb,binpb,otlp,zst,gz}';
const RULE_FILES = '**/*.{fence,yaml,yml}';
/** A collector writes in bursts; one replay for each of them is enough. */
const TRACES_SETTLE_MS = 500;
const RULES_SETTLE_MS = 50;

/**
 * Decides when projects are read anew and rules run: at the start, on open, on save, when files change.
 * @param refresh shows what the rules' texts now say
 */
export function registerWatching(context: ServerContext, refresh: () => void): void {
  const { connection, documents, workspace, settings, log } = context;
  const replaySoon = (delay: number, files: FileCheck) => {
    if (settings.current.replay.run !== 'manually') context.replay.schedule(delay, files);
  };
  const reload = async (delay: number) => {
    try {
      await workspace.reload();
      tellProblems(context);
      refresh();
      replaySoon(delay, 'look');
    } catch (error) {
      log.error('The workspace could not be read', error);
      log.show('Ringfence could not read the workspace; its log says why.');
    }
  };

  context.lifecycle.onInitialized(async () => {
    registerWatchers(context);
    onFoldersChanged(context, () => void reload(RULES_SETTLE_MS));
    await fetchSettings(context);
    await reload(0);
    setImmediate(prepareParser);
  });
  connection.onDidChangeConfiguration(async () => {
    await fetchSettings(context);
    refresh();
    replaySoon(RULES_SETTLE_MS, 'look');
  });
  documents.events.onDidOpen(({ document }) => {
    if (!isRules(document)) return;
    if (!workspace.projectOf(document.uri)) void reload(RULES_SETTLE_MS);
    else replaySoon(RULES_SETTLE_MS, 'trust');
  });
  documents.events.onDidChangeContent(({ document }) => {
    if (settings.current.replay.run !== 'onType' || !isRules(document)) return;
    const own = workspace.projectOf(document.uri)?.compile().diagnostics ?? [];
    // half a rule says nothing: the verdicts of the last whole one stay
    if (own.every(({ severity, uri }) => severity !== 'error' || uri !== canonicalUri(document.uri)))
      context.replay.typed();
  });
  documents.events.onDidClose(({ document }) => {
    if (isRules(document)) void reload(RULES_SETTLE_MS);
  });
  documents.events.onDidSave(({ document }) => {
    // the editor has told what is in it; what else lies on the disk is heard of by watching, where there is any
    if (context.client.watchedFiles && workspace.projectOf(document.uri)) replaySoon(0, 'trust');
    else void reload(RULES_SETTLE_MS);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some((change) => isOfRules(change, context))) void reload(TRACES_SETTLE_MS);
    else if (changes.some((change) => isOfTraces(change, context))) replaySoon(TRACES_SETTLE_MS, 'look');
  });
}

function isOfRules({ uri }: FileEvent, { documents }: ServerContext): boolean {
  const path = pathOf(uri) ?? '';
  // an open file is what the editor says it is, and saving it was heard already
  if (documents.get(uri)) return false;
  return path.endsWith('.fence') || /\.ya?ml$/i.test(path) || basename(path) === SETTINGS_FILE;
}

/** Files of editors, package managers and version control change all the time and are never traces. */
function isOfTraces({ uri }: FileEvent, { workspace }: ServerContext): boolean {
  const path = pathOf(uri);
  const project = path === undefined ? undefined : workspace.projectAround(path);
  if (path === undefined || !project) return false;
  const below = path.slice(project.folder.length).split(sep);
  return !below.some((part) => part === 'node_modules' || part.startsWith('.'));
}

async function fetchSettings({ settings, log }: ServerContext): Promise<void> {
  try {
    await settings.fetch();
  } catch (error) {
    log.error('The settings could not be read; the last valid ones stay', error);
  }
}

function registerWatchers({ connection, client, log }: ServerContext): void {
  const failed = (error: unknown) => log.error('The client refused a registration', error);
  if (client.watchedFiles) {
    const watchers = [TRACE_FILES, RULE_FILES, `**/${SETTINGS_FILE}`].map((globPattern) => ({ globPattern }));
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(failed);
  }
  if (client.configuration) {
    connection.client.register(DidChangeConfigurationNotification.type, undefined).catch(failed);
  }
}

function onFoldersChanged({ connection, client, workspace }: ServerContext, changed: () => void): void {
  if (!client.workspaceFolders) return;
  const paths = (folders: readonly { uri: string }[]) =>
    folders.map(({ uri }) => pathOf(uri)).filter((path) => path !== undefined);
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    workspace.changeFolders(paths(added), paths(removed));
    changed();
  });
}

/** Folders and files that could not be read are named, once. */
function tellProblems({ workspace, log }: ServerContext): void {
  const problems = workspace.projects.flatMap((project) => project.problems);
  for (const { path, what } of problems) log.warn(`${path}: ${what}`);
  const first = problems[0];
  if (!first) return;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more: see the log` : '';
  log.show(`Ringfence could not read ${first.path}: ${first.what}${more}.`);
}
