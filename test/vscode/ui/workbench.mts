import type { Locator, Page } from 'playwright-core';

/** What a person does in the workbench, by what they see. */

export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().click();
}

export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').fill(name);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first().click();
  await page.locator('.tab.active').filter({ hasText: name }).waitFor();
  await restMouse(page);
}

/** Names a folder in the dialog for files, once that has put a folder of its own there and listed it. */
export async function fillPath(page: Page, path: string): Promise<void> {
  const input = page.locator('.quick-input-widget input');
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: '..' }).first().waitFor();
  await input.fill(path);
  await page.waitForTimeout(500);
  if ((await input.inputValue()) !== path) await input.fill(path);
}

/** Opens the activity bar's container, unless it is open already. */
export async function openContainer(page: Page, name: string): Promise<void> {
  const button = page.locator(`.activitybar .action-item:has(a[aria-label^="${name}"])`).first();
  await button.waitFor();
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
}

export function treeRow(page: Page, view: string, text: string | RegExp): Locator {
  return pane(page, view).locator('.monaco-list-row[role=treeitem]').filter({ hasText: text });
}

export function pane(page: Page, view: string): Locator {
  return page.locator('.pane').filter({ has: page.locator(`.pane-header[aria-label*="${view}"]`) });
}

/** Puts the cursor at the end of the active editor. */
export async function goToEnd(page: Page): Promise<void> {
  await page.locator('.editor-instance .monaco-editor').first().click();
  await page.keyboard.press('Control+End');
}

/** The editor's hover at the cursor, once it is there. */
export async function hoverAtCursor(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  const hover = page.locator('.monaco-hover:visible').first();
  await hover.waitFor();
  return hover;
}

/** Drags the side bar's edge to a distance from the left, in pixels. */
export async function widenSideBar(page: Page, to: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('no side bar');
  const edge = box.x + box.width + 1;
  await page.mouse.move(edge, 500);
  await page.mouse.down();
  await page.mouse.move(to, 500, { steps: 5 });
  await page.mouse.up();
}

/** Drags the upper edge of a view down or up, in pixels from the top. */
export async function moveViewTo(page: Page, view: string, to: number): Promise<void> {
  const box = await pane(page, view).boundingBox();
  if (!box) throw new Error(`no view ${view}`);
  await page.mouse.move(box.x + 200, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, to, { steps: 5 });
  await page.mouse.up();
}

/** Puts the mouse where it brings up no tooltip. */
export async function restMouse(page: Page): Promise<void> {
  await page.mouse.move(200, 15);
  await page.locator('.workbench-hover-container:visible').waitFor({ state: 'hidden' });
}
