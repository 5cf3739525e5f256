// Makes the README's picture of the brief: node picture.js
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withBrowser } from './chromium.js';
import { page as made, root } from './readout.js';

const folder = mkdtempSync(join(tmpdir(), 'readout-picture-'));
const file = made('examples/summit', join(folder, 'brief.html'));
await withBrowser({ viewport: { width: 1200, height: 640 }, colorScheme: 'light' }, async context => {
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  const href = await page.locator('.disagreement a.words').first().getAttribute('href');
  await page.goto(pathToFileURL(file).href + href);
  await page.screenshot({ path: join(root, 'browser/brief.png') });
});
rmSync(folder, { recursive: true, force: true });
