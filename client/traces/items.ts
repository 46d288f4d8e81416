import { type Command, Range, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, workspace } from 'vscode';
import type { InputItem } from '../../protocol';
import { counted, printable } from '../printable';
import type { FileNode, InputNode, ProblemNode } from './tree';

const { Collapsed, None } = TreeItemCollapsibleState;

export function treeItem(node: InputNode): TreeItem {
  const item = itemOf(node);
  item.id = node.id;
  item.contextValue = node.kind;
  return item;
}

function itemOf(node: InputNode): TreeItem {
  switch (node.kind) {
    case 'file':
      return fileItem(node);
    case 'problem':
      return problemItem(node);
    case 'unlisted':
      return new TreeItem(`${counted(node.count, 'more problem')} not listed`, None);
    case 'skipped': {
      const item = new TreeItem(`${counted(node.children.length, 'file')} without traces`, Collapsed);
      item.iconPath = new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
      return item;
    }
  }
}

function fileItem({ input, children }: FileNode): TreeItem {
  const uri = Uri.parse(input.uri, true);
  const item = new TreeItem(printable(workspace.asRelativePath(uri)), children.length > 0 ? Collapsed : None);
  item.description = fileDescription(input);
  item.tooltip = [printable(uri.fsPath, 1000), item.description, `${input.bytes.toLocaleString('en')} bytes`].join(
    '\n',
  );
  item.iconPath = fileIcon(input);
  item.command = open(uri);
  return item;
}

function fileDescription({ format, spans, problems, skipped }: InputItem): string {
  if (skipped !== null) return printable(skipped);
  const parts = [format ?? 'unknown format', counted(spans, 'span')];
  if (problems > 0) parts.push(counted(problems, 'problem'));
  return parts.join(' · ');
}

function fileIcon({ problems, skipped, format }: InputItem): ThemeIcon {
  if (skipped !== null) return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
  if (problems > 0) return new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
  return new ThemeIcon(format?.includes('json') ? 'json' : 'file-binary');
}

function problemItem({ uri, problem }: ProblemNode): TreeItem {
  const item = new TreeItem(printable(problem.what), None);
  item.description = printable(`${place(problem)} · skipped ${problem.skipped}`);
  item.tooltip = `${printable(problem.what, 1000)}\nskipped: ${printable(problem.skipped, 1000)}`;
  item.iconPath = new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
  if (problem.line !== null) item.command = open(Uri.parse(uri, true), problem.line - 1);
  return item;
}

function place({ line, offset }: ProblemNode['problem']): string {
  return line === null ? `byte ${offset.toLocaleString('en')}` : `line ${line.toLocaleString('en')}`;
}

function open(uri: Uri, line?: number): Command {
  const options = line === undefined ? {} : { selection: new Range(line, 0, line, 0) };
  return { command: 'vscode.open', title: 'Open Trace File', arguments: [uri, options] };
}
