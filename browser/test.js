// Looks at the brief as people do: in a browser. Every check is a sentence; the first argument may name a part of one.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withBrowser } from './chromium.js';
import { page as made, pile, root } from './readout.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const folder = mkdtempSync(join(tmpdir(), 'readout-pages-'));
const files = {};
const checks = [];
const check = (sentence, run) => checks.push({ sentence, run });
const address = (name, hash = '') => pathToFileURL(files[name]).href + hash;

/** Opens a page of its own and hands it on, with everything it complained about and asked for. */
async function open(context, name, hash = '', viewport = { width: 1600, height: 1000 }) {
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  page.complaints = [];
  page.on('console', message => page.complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => page.complaints.push(`error: ${error.message}`));
  page.on('dialog', dialog => { page.complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', request => {
    if (request.url() !== address(name) && !request.url().startsWith(address(name, '#'))) page.complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(address(name, hash));
  return page;
}

const VIEWS = [{ width: 360, height: 800 }, { width: 800, height: 1000 }, { width: 1600, height: 1000 }];

check('the page complains of nothing and asks nobody', async context => {
  for (const name of Object.keys(files)) {
    const page = await open(context, name);
    await page.waitForTimeout(200);
    assert.deepEqual(page.complaints, [], name);
    await page.close();
  }
});

check('every link leads to its place, and a citation lights up the words it names', async context => {
  const page = await open(context, 'examples');
  const wrong = await page.evaluate(() => {
    const wrong = [];
    const links = [...document.querySelectorAll('a[href^="#"]')];
    for (const link of links) {
      const target = document.getElementById(link.getAttribute('href').slice(1));
      if (!target) wrong.push(`nowhere: ${link.outerHTML.slice(0, 120)}`);
    }
    return { wrong, count: links.length };
  });
  assert.deepEqual(wrong.wrong, []);
  assert.ok(wrong.count > 500, `${wrong.count} links`);
  const plain = await page.evaluate(() => getComputedStyle(document.querySelector('.at')).backgroundColor);
  const places = await page.evaluate(() => {
    const all = [...document.querySelectorAll('#brief a.words')].map(a => a.getAttribute('href'));
    return all.filter((href, i) => i % 9 === 0 && /^#d\d+-/.test(href));
  });
  assert.ok(places.length > 10);
  for (const place of places) {
    await page.evaluate(hash => { location.hash = hash; }, place);
    const lit = await page.evaluate(() => {
      const at = document.querySelector(':target');
      const box = at.getBoundingClientRect();
      return { back: getComputedStyle(at).backgroundColor, seen: box.top >= 0 && box.bottom <= innerHeight + box.height, text: at.textContent };
    });
    assert.notEqual(lit.back, plain, place);
    assert.ok(lit.seen && lit.text.trim(), `${place} is not in sight`);
  }
  await page.close();
});

check('a deep link to an entry that is folded away unfolds it', async context => {
  const page = await open(context, 'examples');
  const id = await page.evaluate(() => document.querySelector('#brief details .entry[id], #brief details li[id]').id);
  await page.close();
  const deep = await open(context, 'examples', `#${id}`);
  assert.ok(await deep.locator(`[id="${id}"]`).isVisible());
  await deep.close();
});

check('j and k walk through the entries, Enter leads to the words, b leads back', async context => {
  const page = await open(context, 'examples');
  const here = () => page.evaluate(() => document.activeElement.id);
  await page.keyboard.press('j');
  const first = await here();
  await page.keyboard.press('j');
  const second = await here();
  assert.ok(first && second && first !== second, `${first} ${second}`);
  await page.keyboard.press('k');
  assert.equal(await here(), first);
  await page.keyboard.press('Enter');
  assert.match(await page.evaluate(() => location.hash), /^#d\d+/);
  await page.keyboard.press('b');
  assert.equal(await here(), first);
  await page.close();
});

check('/ goes to the filter, which leaves the entries with these words; Escape brings all back', async context => {
  const page = await open(context, 'examples');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'filter');
  await page.keyboard.type('consulate');
  const shown = page.locator('#brief .entry:visible');
  const count = await shown.count();
  assert.ok(count > 0 && count < 20, `${count} shown`);
  for (const text of await shown.allTextContents()) assert.match(text.toLowerCase(), /consulate/);
  await page.keyboard.press('Escape');
  assert.ok(await shown.count() > 50);
  await page.keyboard.press('?');
  assert.ok(await page.locator('#help').isVisible());
  await page.keyboard.press('Escape');
  assert.ok(!await page.locator('#help').isVisible());
  await page.close();
});

check('a mark of the timeline shows its sentence on hover and on focus', async context => {
  const page = await open(context, 'examples');
  const mark = page.locator('.mark').first();
  const tip = mark.locator('.tip');
  assert.ok(!await tip.isVisible());
  await mark.scrollIntoViewIfNeeded();
  await mark.hover();
  assert.ok(await tip.isVisible());
  await page.mouse.move(0, 0);
  await mark.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  assert.ok(await tip.isVisible());
  assert.ok((await tip.textContent()).length > 40);
  await page.close();
});

check('axe finds nothing to complain about, wide and narrow, light and dark', async context => {
  for (const name of ['examples', 'hostile']) {
    for (const [viewport, colorScheme] of [[VIEWS[0], 'light'], [VIEWS[2], 'dark'], [VIEWS[1], 'light']]) {
      const page = await open(context, name, '', viewport);
      await page.emulateMedia({ colorScheme });
      // The page's own policy lets no other script in; the driver's way round it is not the page's.
      await page.evaluate(readFileSync(axe, 'utf8'));
      const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
      const told = found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
      assert.deepEqual(told, [], `${name} ${viewport.width} ${colorScheme}`);
      await page.close();
    }
  }
});

check('nothing sticks out sideways at 360, 800 and 1600 pixels', async context => {
  for (const name of ['examples', 'hostile']) {
    for (const viewport of VIEWS) {
      const page = await open(context, name, '', viewport);
      const wide = await page.evaluate(() => {
        const main = document.getElementById('brief');
        return [document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth];
      });
      assert.ok(wide.every(more => more <= 0), `${name} at ${viewport.width}: ${wide}`);
      await page.close();
    }
  }
});

check('the page reads without scripts: links, folded parts and texts are there', async (context, name) => {
  const page = await open(context, 'examples');
  const counts = await page.evaluate(() => [document.querySelectorAll('.source').length, document.querySelectorAll('.entry').length]);
  await page.close();
  await withBrowser({ javaScriptEnabled: false }, async plain => {
    const bare = await plain.newPage();
    await bare.goto(address('examples', '#sources'));
    assert.equal(await bare.locator('.source').count(), counts[0]);
    assert.equal(await bare.locator('.entry').count(), counts[1]);
    assert.ok(!await bare.locator('#filter').isVisible());
  });
});

check('on paper it is a clean text with numbered citations', async context => {
  const page = await open(context, 'examples');
  const pdf = await page.pdf({ format: 'A4' });
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) || []).length;
  assert.ok(pages >= 5 && pages <= 40, `${pages} pages`);
  await page.emulateMedia({ media: 'print' });
  assert.ok(!await page.locator('#texts').isVisible() && !await page.locator('#contents').isVisible());
  const cited = await page.evaluate(() => getComputedStyle(document.querySelector('.cite'), '::after').content);
  assert.match(cited, /\[\d+:\d+-\d+/);
  await page.close();
});

check('hostile text stays text', async context => {
  const page = await open(context, 'hostile');
  await page.waitForTimeout(200);
  assert.deepEqual(page.complaints, []);
  const found = await page.evaluate(() => ({
    scripts: document.scripts.length,
    images: document.querySelectorAll('img, iframe, object, embed, form:not([method=dialog])').length,
    handlers: [...document.querySelectorAll('*')].filter(e => e.getAttributeNames().some(n => n.startsWith('on'))).length,
    links: [...document.querySelectorAll('a')].filter(a => !/^(#|https?:)/.test(a.getAttribute('href'))).length,
    told: document.body.textContent.includes('<script>'),
  }));
  assert.deepEqual(found, { scripts: 1, images: 0, handlers: 0, links: 0, told: true });
  await page.close();
});

check('a page of 500 documents opens in under two seconds', async context => {
  const texts = readdirSync(join(root, 'examples/summit')).filter(name => name.endsWith('.txt'));
  pile(join(folder, 'pile'), texts.map(name => readFileSync(join(root, 'examples/summit', name), 'utf8')), 500);
  files.pile = made(join(folder, 'pile'), join(folder, 'pile.html'));
  const times = [];
  for (let i = 0; i < 3; i++) {
    const page = await open(context, 'pile');
    times.push(await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))));
    assert.ok(await page.locator('h1').isVisible());
    await page.close();
  }
  const best = Math.round(Math.min(...times));
  console.log(`    ${(readFileSync(files.pile).length / 1e6).toFixed(1)} MB, opened in ${times.map(Math.round).join(', ')} ms`);
  assert.ok(best < 2000, `${best} ms`);
});

/** Articles whose every line tries to get out of its place. */
function hostile() {
  const attack = '<script>alert(1)</script> "onmouseover="alert(2) </style></title><img src=x onerror=alert(3)> \u202Eevil\u2066 javascript:alert(4) [x](javascript:alert(5)) <a href="javascript:alert(6)">x</a> &lt;b&gt;';
  const where = join(folder, 'hostile');
  mkdirSync(where);
  const lines = ['attack', '', `“${attack} will cost $5 billion,” President Ada ${attack} Moreno said on Tuesday.`, '', `The talks with <svg onload=alert(7)> Bo Lind are to be held in Ostrel on 3 May 2024. Trade reached $4.2 billion in 2023, he said.`];
  writeFileSync(join(where, `2024-01-01-<img src=x onerror=alert(8)>.txt`), lines.join('\n').replace('attack', attack));
  const line = { text: lines.join('\n'), title: attack, url: 'javascript:alert(9)', published: '2024-01-02', outlet: attack, author: attack };
  writeFileSync(join(where, 'lines.jsonl'), `${JSON.stringify(line)}\n`);
  return where;
}

async function main() {
  files.examples = made('examples/summit', join(folder, 'examples.html'));
  files.hostile = made(hostile(), join(folder, 'hostile.html'));
  let failed = 0;
  const wanted = checks.filter(c => c.sentence.includes(process.argv[2] ?? ''));
  const isThere = await withBrowser({}, async context => {
    for (const { sentence, run } of wanted) {
      try {
        await run(context);
        console.log(`ok  ${sentence}`);
      } catch (error) {
        failed++;
        console.log(`NOT ${sentence}\n    ${error.message}`);
      }
    }
  });
  if (!isThere) console.log('skipped: there is no chromium; CHROMIUM names one');
  process.exitCode = failed ? 1 : 0;
}

main().finally(() => rmSync(folder, { recursive: true, force: true }));
