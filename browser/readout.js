// The program under test, and pages made by it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = process.env.READOUT || join(root, 'target/debug/readout');

export function readout(...call) {
  return execFileSync(program, call, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Makes the page of a folder and gives its path. */
export function page(folder, output) {
  readout('brief', folder, '--format', 'html', '--locale', 'en', '--output', output);
  return output;
}

/** A folder of articles that all differ: the examples over and over, with other names, numbers and days. */
export function pile(folder, texts, count) {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) {
    const day = new Date(Date.UTC(2022, 0, 1 + i)).toISOString().slice(0, 10);
    const text = texts[i % texts.length]
      .split('\n')
      .filter((line, at) => at < 2 || (at * 7 + i) % 5 > 0)
      .join('\n')
      .replace(/\d+(\.\d+)? (billion|million|percent)/g, (_, rest, unit) => `${(i % 90) + 3}${rest ?? ''} ${unit}`)
      .replace(/Talvik|Portside|Lethmar|Karsenne/g, name => `${name}${'abcdefghij'[i % 10]}`);
    writeFileSync(join(folder, `${day}-${String(i).padStart(3, '0')}.txt`), text);
  }
  return folder;
}
