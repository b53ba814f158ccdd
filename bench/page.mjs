// The HTML face of 500 targets in a real Chromium: one key pressed in the filter (script, style and layout, which a frame of 16 ms
// must hold), and how long the page takes to be there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { findBrowser } from '../scripts/browser-place.mjs';
import { root } from '../scripts/ensure.mjs';
import { median } from './compare.mjs';

const targets = 500;

/** As the browser's own tests make it: whole golden plans under other names. */
const pageOf = async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { fleetPlan } from './test/browser/fleet.ts';
import { htmlOf } from './test/render/shown.ts';
export const html = () => htmlOf(fleetPlan(${targets}));`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)).html();
};

/** Milliseconds of each key of some words, typed and taken back: rows go and come. */
const keystrokes = () => {
  const input = document.querySelector('form.find input[type=search]');
  const states = ['c-004', 'ack104', 'remove node', 'unreadable', 'c-0123 migrate'].flatMap((word) => {
    const typed = [...word].map((_, at) => word.slice(0, at + 1));
    return [...typed, ...typed.slice(0, -1).reverse(), ''];
  });
  return states.map((value) => {
    input.value = value;
    const from = performance.now();
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    // Whoever asks for a size makes the browser do what it would do for the next frame.
    document.body.getBoundingClientRect();
    return performance.now() - from;
  });
};

export async function* page(rounds) {
  const executablePath = findBrowser();
  if (executablePath === null) return console.log('\na page of 500: NOT MEASURED, no browser; run npm run browser\n');
  const folder = mkdtempSync(join(tmpdir(), 'onward-bench-'));
  const file = join(folder, 'plan.html');
  writeFileSync(file, await pageOf());
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const keys = [];
    const loads = [];
    for (let round = 0; round < rounds; round += 1) {
      const tab = await browser.newPage();
      await tab.goto(pathToFileURL(file).href);
      loads.push(await tab.evaluate(() => performance.getEntriesByType('navigation')[0].domComplete));
      // The filter reads the rows while nothing else is to be done.
      await tab.waitForTimeout(1000);
      keys.push(...(await tab.evaluate(keystrokes)));
      await tab.close();
    }
    const worst = Math.max(...keys).toFixed(0);
    yield {
      name: 'filter of 500',
      value: median(keys),
      unit: 'ms',
      limit: 16,
      note: `${keys.length} keys, worst ${worst} ms`,
    };
    yield { name: 'page of 500', value: median(loads), unit: 'ms', limit: 5000, note: 'until it is complete' };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
