import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import {
  fillPath,
  goToEnd,
  hoverAtCursor,
  moveViewTo,
  openContainer,
  pane,
  restMouse,
  runCommand,
  treeRow,
  widenSideBar,
} from './workbench.mts';

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
      await restMouse(page);
      await picture('welcome');
      await button.click();
      await fillPath(page, `${folder}/`);
      await page.locator('.quick-input-widget').getByRole('button', { name: 'Copy the Sample Here' }).click();
      await page.waitForURL(/mediplatform/);
    },
  },
  {
    title: 'the tree lists the twelve leaks, and a click shows the span in its file',
    async act({ page, picture }) {
      await openContainer(page, 'Ringfence');
      await widenSideBar(page, 520);
      await moveViewTo(page, 'Traces', 600);
      const rules = treeRow(page, 'Violations', '12 violated');
      await rules.first().waitFor({ timeout: 60_000 });
      assert.equal(await rules.count(), 2);
      const traces = treeRow(page, 'Violations', /Trace [0-9a-f]{8}/);
      assert.equal(await traces.count(), 12);
      await traces.first().locator('.monaco-tl-twistie').click();
      await treeRow(page, 'Violations', 'patient_documents query lacks tenant_id filter').click();
      await page.locator('.tab.active').filter({ hasText: '2024-09.jsonl' }).waitFor();
      await page.locator('.squiggly-error').first().waitFor();
      await restMouse(page);
      await picture('violations-tree');
    },
  },
  {
    title: 'the leak is marked on its span, and a hover says what it is',
    async act({ page, picture }) {
      const hover = await hoverAtCursor(page);
      await hover.getByText('lacks tenant_id filter').first().waitFor();
      await hover.getByText('violated by patient-documents-per-query').waitFor();
      await picture('inline-trace');
      await page.keyboard.press('Escape');
    },
  },
  {
    title: 'the rule says how often it was violated',
    async act({ page, picture }) {
      const rule = treeRow(page, 'Violations', 'patient-documents-per-query').first();
      await rule.hover();
      await rule.getByRole('button', { name: 'Go to Rule' }).click();
      await page.locator('.tab.active').filter({ hasText: 'isolation.fence' }).waitFor();
      await page.locator('.squiggly-error').first().waitFor();
      await restMouse(page);
      const hover = await hoverAtCursor(page);
      await hover.getByText('12 violated').first().waitFor();
      await picture('inline-rule');
      await page.keyboard.press('Escape');
    },
  },
  {
    title: 'completion knows the spans of the traces',
    async act({ page, picture }) {
      await goToEnd(page);
      await page.keyboard.type('\nrule new-rule {\nwhen { trace.has(', { delay: 40 });
      await page.keyboard.press('Control+Space');
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      await rows.filter({ hasText: 'tenant_check' }).first().waitFor();
      await picture('completion');
      await page.keyboard.press('Escape');
      await runCommand(page, 'File: Revert File');
    },
  },
  {
    title: 'the tree groups by tenant',
    async act({ page }) {
      await runCommand(page, 'Ringfence: Group Violations by Tenant');
      await treeRow(page, 'Violations', 'tenant_hospital_a').filter({ hasText: '24 violated' }).waitFor();
      await runCommand(page, 'Ringfence: Group Violations by Rule');
      await treeRow(page, 'Violations', '12 violated').first().waitFor();
    },
  },
  {
    title: 'a span that is no text is laid out',
    async act({ page, picture }) {
      await runCommand(page, 'Ringfence: Group Violations by File');
      await treeRow(page, 'Violations', '2024-09.jsonl').locator('.monaco-tl-twistie').click();
      await treeRow(page, 'Violations', '2024-10.binpb').locator('.monaco-tl-twistie').click();
      await treeRow(page, 'Violations', /Trace [0-9a-f]{8}/)
        .first()
        .click();
      await page
        .locator('.tab.active')
        .filter({ hasText: /^[0-9a-f]{16}/ })
        .waitFor();
      await page.locator('.squiggly-error').first().waitFor();
      await restMouse(page);
      await picture('span-document');
      await runCommand(page, 'Ringfence: Group Violations by Rule');
    },
  },
  {
    title: 'the traces are listed with their formats',
    async act({ page }) {
      await treeRow(page, 'Traces', '2024-09.jsonl').filter({ hasText: 'otlp-json' }).waitFor();
      await treeRow(page, 'Traces', '2024-10.binpb').filter({ hasText: 'otlp-protobuf' }).waitFor();
    },
  },
  {
    title: 'the status bar opens the view',
    async act({ page }) {
      await page.keyboard.press('Control+Shift+E');
      await page.locator('.statusbar-item').filter({ hasText: '24 violated' }).click();
      await pane(page, 'Violations').waitFor();
    },
  },
];
