import {
  commands,
  Disposable,
  EventEmitter,
  type Memento,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
} from 'vscode';
import { counted } from '../printable';
import type { Replay } from '../replay';
import { treeItem } from './items';
import { notice } from './notice';
import { type Grouping, type GroupNode, groupFindings, groupings, type ViolationNode } from './tree';

const memory = 'ringfence.groupBy';

/** The view *Violations*: findings below rules, tenants, services or files. */
export class ViolationsView implements TreeDataProvider<ViolationNode>, Disposable {
  readonly #change = new EventEmitter<void>();
  readonly #view: TreeView<ViolationNode>;
  readonly #subscriptions: Disposable;
  #grouping: Grouping;
  #groups: readonly GroupNode[] = [];

  readonly onDidChangeTreeData = this.#change.event;

  constructor(
    private readonly replay: Replay,
    private readonly memento: Memento,
  ) {
    const remembered = memento.get<string>(memory);
    this.#grouping = groupings.find((grouping) => grouping === remembered) ?? 'rule';
    this.#view = window.createTreeView('ringfence.violations', { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = Disposable.from(
      this.#view,
      this.#change,
      replay.onDidChangeResult(() => this.#refresh()),
      replay.onDidChangeState((state) => {
        this.#view.message = notice(state);
      }),
    );
    this.#refresh();
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  async groupBy(grouping: Grouping): Promise<void> {
    this.#grouping = grouping;
    this.#refresh();
    await this.memento.update(memory, grouping);
  }

  getChildren(node?: ViolationNode): ViolationNode[] {
    if (!node) return [...this.#groups];
    return node.kind === 'witness' || node.kind === 'omitted' ? [] : [...node.children];
  }

  getTreeItem(node: ViolationNode): TreeItem {
    return treeItem(node, node === this.#groups[0]);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #refresh(): void {
    this.#groups = groupFindings(this.replay.findings, this.#grouping);
    const violated = this.replay.findings.rules.reduce((sum, rule) => sum + rule.violated, 0);
    this.#view.description = `by ${this.#grouping}`;
    this.#view.badge = violated > 0 ? { value: violated, tooltip: counted(violated, 'violation') } : undefined;
    void commands.executeCommand('setContext', 'ringfence.groupBy', this.#grouping);
    this.#change.fire();
  }
}
