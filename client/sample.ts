import { commands, FileSystemError, Uri, window, workspace } from 'vscode';

const name = 'mediplatform';

/** Copies the bundled sample into a folder and opens the copy; one that is there already is opened as it is. */
export async function openSample(extension: Uri, into?: string): Promise<void> {
  const folder = into === undefined ? await askForFolder() : Uri.file(into);
  if (!folder) return;
  const copy = Uri.joinPath(folder, name);
  if (!(await exists(copy))) await workspace.fs.copy(Uri.joinPath(extension, 'samples', name), copy);
  const used = (workspace.workspaceFolders?.length ?? 0) > 0;
  await commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: used });
}

async function askForFolder(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: 'Where to put a copy of the sample',
    openLabel: 'Copy the Sample Here',
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return chosen?.[0];
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}
