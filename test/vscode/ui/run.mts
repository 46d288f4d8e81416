import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchChromium } from '../host/chromium.mts';
import { installExtension, startCodeServer } from '../host/code-server.mts';
import { root, withTemporaryFolder } from '../host/paths.mts';
import type { Tally } from '../host/suite-run.mts';
import { editorSettings } from '../host/user-settings.mts';
import { packageExtension } from './package.mts';
import { type Scene, scenes } from './scenes.mts';

/** Where screenshots go: among the papers when they are to be renewed, else where nobody has to look. */
const images = { kept: join(root, 'docs', 'images'), passing: join(root, 'out', 'vscode', 'images') };

/** Status bar items that only this way of running VS Code has. */
const notOurs = '[id="status.host"], [id="status.forwardedPorts"], [id*="keyboardLayout"] { display: none !important }';

/** Clicks through the packaged extension as a newcomer would; each scene goes on where the one before ended. */
export async function runUiTests(chromium: string, renewImages: boolean): Promise<Tally> {
  const vsix = await packageExtension();
  const folder = renewImages ? images.kept : images.passing;
  for (const each of [folder, images.passing]) mkdirSync(each, { recursive: true });
  return withTemporaryFolder(async (temporary) => {
    await installExtension(temporary, vsix);
    const server = await startCodeServer({ folder: temporary, settings: editorSettings });
    const browser = await launchChromium(chromium);
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
      page.setDefaultTimeout(20_000);
      await page.goto(`http://${server.authority}/?ew=true`);
      return await play(page, { temporary, images: folder });
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

interface Folders {
  readonly temporary: string;
  readonly images: string;
}

/** A scene that fails ends the play: what comes after it would only fail too. */
async function play(page: Page, folders: Folders): Promise<Tally> {
  for (const [index, { title, act }] of scenes.entries()) {
    try {
      await act(stage(page, folders));
      console.log(`  ✓ ${title}`);
    } catch (error) {
      console.log(`  ✗ ${title}\n${String(error)}\n  ${scenes.length - index - 1} scenes after it were not played`);
      await page.screenshot({ path: join(images.passing, 'failed.png') });
      return { passed: index, failed: scenes.length - index };
    }
  }
  return { passed: scenes.length, failed: 0 };
}

function stage(page: Page, folders: Folders): Parameters<Scene['act']>[0] {
  return {
    page,
    folder: folders.temporary,
    picture: async (name) => {
      writeFileSync(join(folders.images, `${name}.png`), await stillPicture(page));
    },
  };
}

/** The window once nothing in it has changed for a second: colours come late, and views show their progress. */
async function stillPicture(page: Page): Promise<Buffer> {
  await page.locator('.monaco-progress-container.active:visible').first().waitFor({ state: 'hidden' });
  let before = await page.screenshot({ animations: 'disabled', style: notOurs });
  for (let attempt = 0; attempt < 15; attempt++) {
    await sleep(1000);
    const now = await page.screenshot({ animations: 'disabled', style: notOurs });
    if (now.equals(before)) return now;
    before = now;
  }
  throw new Error('the window does not come to rest');
}
