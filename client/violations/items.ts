import { type Command, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { FindingItem, ListedVerdict, Severity } from '../../protocol';
import { counted, printable } from '../printable';
import {
  type FindingNode,
  type GroupNode,
  type OmittedNode,
  type TraceNode,
  type ViolationNode,
  type WitnessNode,
  worstVerdict,
} from './tree';
import * as words from './words';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

/** @param open whether a group shows its traces at first; the rest waits for a click */
export function treeItem(node: ViolationNode, open: boolean): TreeItem {
  const item = itemOf(node);
  if (open && node.kind === 'group' && node.children.length > 0) item.collapsibleState = Expanded;
  item.id = node.id;
  item.contextValue = contextValue(node);
  return item;
}

function itemOf(node: ViolationNode): TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node);
    case 'trace':
      return traceItem(node);
    case 'finding':
      return findingItem(node);
    case 'witness':
      return witnessItem(node);
    case 'omitted':
      return omittedItem(node);
  }
}

/** For the `when` clauses of the manifest. */
function contextValue(node: ViolationNode): string {
  return node.kind === 'group' && node.rule ? 'rule' : node.kind;
}

function groupItem(node: GroupNode): TreeItem {
  const item = new TreeItem(words.groupLabel(node), node.children.length > 0 ? Collapsed : None);
  item.description = words.groupDescription(node);
  item.tooltip = words.groupTooltip(node);
  item.iconPath = groupIcon(node);
  return item;
}

function groupIcon({ counts, severity, rule }: GroupNode): ThemeIcon {
  const worst = worstVerdict(counts);
  if (worst) return verdictIcon(worst, severity);
  const whole = rule && rule.checked > 0 && !rule.vacuous && rule.unkeyed === 0;
  return whole ? new ThemeIcon('pass', new ThemeColor('testing.iconPassed')) : new ThemeIcon('question');
}

function traceItem(node: TraceNode): TreeItem {
  const item = new TreeItem(words.traceLabel(node), Collapsed);
  item.description = words.traceDescription(node);
  item.tooltip = `Trace ${node.traceId}\n${words.verdictWords(node.counts)}`;
  item.iconPath = new ThemeIcon('list-tree');
  const [first] = node.children;
  if (first) item.command = revealCommand(first.finding);
  return item;
}

function findingItem(node: FindingNode): TreeItem {
  const item = new TreeItem(words.findingLabel(node), node.children.length > 0 ? Collapsed : None);
  item.description = words.findingDescription(node);
  item.tooltip = words.findingTooltip(node);
  item.iconPath = verdictIcon(node.finding.verdict, node.finding.severity);
  // the icon alone tells a violation
  item.accessibilityInformation = { label: `${node.finding.verdict}: ${item.label}, ${item.description}` };
  item.command = revealCommand(node.finding);
  return item;
}

function witnessItem({ finding, index }: WitnessNode): TreeItem {
  const name = words.witnessName(finding.witnesses[index]);
  const item = new TreeItem(printable(name ?? ''), None);
  item.description = words.witnessPlace(finding, index);
  item.iconPath = new ThemeIcon(finding.witnesses[index]?.event === null ? 'symbol-method' : 'symbol-event');
  item.command = revealCommand(finding, index);
  return item;
}

function omittedItem({ count }: OmittedNode): TreeItem {
  const item = new TreeItem(`${counted(count, 'more finding')} not listed`, None);
  item.tooltip = 'The command line lists them all: ringfence check --format json';
  item.iconPath = new ThemeIcon('ellipsis');
  return item;
}

function revealCommand(finding: FindingItem, witness = 0): Command {
  return { command: 'ringfence.revealSpan', title: 'Reveal Span', arguments: [finding, witness] };
}

/** Only a violation looks like an error; what could not be decided looks like a question, never like a success. */
function verdictIcon(verdict: ListedVerdict, severity: Severity): ThemeIcon {
  switch (verdict) {
    case 'violated':
      return violationIcon(severity);
    case 'unproven':
    case 'indeterminate':
      return new ThemeIcon('question', new ThemeColor('list.warningForeground'));
    case 'exempted':
      return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
  }
}

function violationIcon(severity: Severity): ThemeIcon {
  if (severity === 'critical' || severity === 'high') {
    return new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground'));
  }
  if (severity === 'medium') return new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
  return new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground'));
}
