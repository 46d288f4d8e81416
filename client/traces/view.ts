import { Disposable, EventEmitter, type TreeDataProvider, type TreeItem, window } from 'vscode';
import type { Replay } from '../replay';
import { treeItem } from './items';
import { type InputNode, inputNodes } from './tree';

/** The view *Traces*: what was read, and what about it went wrong. */
export class TracesView implements TreeDataProvider<InputNode>, Disposable {
  readonly #change = new EventEmitter<void>();
  readonly #subscriptions: Disposable;

  readonly onDidChangeTreeData = this.#change.event;

  constructor(private readonly replay: Replay) {
    this.#subscriptions = Disposable.from(
      window.createTreeView('ringfence.traces', { treeDataProvider: this, showCollapseAll: true }),
      this.#change,
      replay.onDidChangeResult(() => this.#change.fire()),
    );
  }

  getChildren(node?: InputNode): InputNode[] {
    if (!node) return [...inputNodes(this.replay.inputs)];
    return node.kind === 'file' || node.kind === 'skipped' ? [...node.children] : [];
  }

  getTreeItem(node: InputNode): TreeItem {
    return treeItem(node);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
