import type { Page } from 'playwright-core';
import { openContainer, pane, treeRow } from './workbench.mts';

export interface Stage {
  readonly page: Page;
  /** Temporary. */
  readonly folder: string;
  picture(name: string): Promise<void>;
}

export interface Scene {
  readonly title: string;
  act(stage: Stage): Promise<void>;
}

export const scenes: readonly Scene[] = [
  {
    title: 'a newcomer is led to the sample',
    async act({ page, folder, picture }) {
      await openContainer(page, 'Ringfence');
      const button = pane(page, 'Violations').getByRole('button', { name: 'Open the Sample' });
      await button.waitFor();
      await picture('welcome');
      await button.click();
      const input = page.locator('.quick-input-widget input');
      await input.waitFor();
      await input.fill(`${folder}/`);
      await page.locator('.quick-input-widget').getByRole('button', { name: 'Copy the Sample Here' }).click();
      await page.locator('.explorer-folders-view, .pane-header').first().waitFor();
      await page.waitForURL(/mediplatform/);
    },
  },
  {
    title: 'the tree lists the violations',
    async act({ page, picture }) {
      await openContainer(page, 'Ringfence');
      await treeRow(page, 'Violations', /12 violated/)
        .first()
        .waitFor({ timeout: 60_000 });
      await picture('violations-tree');
    },
  },
];
