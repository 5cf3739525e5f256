// The browser in which the page is looked at: Debian's chromium, driven by playwright-core, with nothing of its own on the net.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const PROGRAMS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Runs `use` with a fresh browser, or returns false where there is none. */
export async function withBrowser(options, use) {
  const executablePath = PROGRAMS.find(path => path && existsSync(path));
  if (!executablePath) return false;
  const profile = mkdtempSync(join(tmpdir(), 'readout-browser-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: FLAGS, ...options });
  try {
    await use(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
  return true;
}
