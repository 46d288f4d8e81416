import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

suite('activation', () => {
  test('the extension is there and activates', async () => {
    const extension = extensions.getExtension('ringfence.ringfence');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  test('every command of the manifest is registered', async () => {
    const manifest = extensions.getExtension('ringfence.ringfence')?.packageJSON;
    const declared: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});
