import { Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Replay } from './replay';
import { statusText } from './status-text';

const background = {
  normal: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
};

/** The status bar item; a click opens the view. */
export function createStatusBar(replay: Replay): Disposable {
  const item = window.createStatusBarItem('ringfence.status', StatusBarAlignment.Left, 0);
  item.name = 'Ringfence';
  item.command = 'ringfence.violations.focus';
  const show = () => {
    const { text, tooltip, level } = statusText(replay.state);
    item.text = text;
    item.tooltip = tooltip;
    item.backgroundColor = background[level];
  };
  show();
  item.show();
  return Disposable.from(item, replay.onDidChangeState(show));
}
