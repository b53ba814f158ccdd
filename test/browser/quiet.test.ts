import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlOf } from '../render/shown.ts';
import { fleetPlan } from './fleet.ts';
import { goldenPlan, startPages, type Pages } from './pages.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await startPages();
});
afterAll(() => pages.close());

/** Texts of the parts that nothing but folds or filters could hide. */
const partsShown = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('.step-title, .check-head, .plain li, td')].filter((part) =>
        part.checkVisibility({ contentVisibilityAuto: false }),
      ).length,
  );

const parts = (page: Page): Promise<number> => page.locator('.step-title, .check-head, .plain li, td').count();

describe('a page', () => {
  it.each(['dedicated-ready', 'vm-set', 'unreadable', 'hostile-names'])(
    'asks for nothing but itself and says nothing to the console: %s',
    async (scenario) => {
      const { page, url, asked, said, close } = await pages.open(htmlOf(goldenPlan(scenario)));
      await page.waitForLoadState('networkidle');
      expect(asked()).toEqual([url()]);
      expect(said()).toEqual([]);
      await close();
    },
  );

  it('obeys its own policy: no other style, script or image than the ones it names', async () => {
    const { page, said, close } = await pages.open(htmlOf(goldenPlan('ready')));
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p id="odd" style="color: red" onclick="x()">odd</p>');
      const script = document.createElement('script');
      script.textContent = 'window.odd = 1';
      document.body.append(script);
    });
    expect(said().filter((line) => line.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(2);
    expect(await page.evaluate(() => 'odd' in window && !(window.odd instanceof Element))).toBe(false);
    await close();
  });

  it.each([
    ['one target', goldenPlan('dedicated-ready')],
    ['a set', goldenPlan('vm-set')],
    ['many targets', fleetPlan(20)],
  ] as const)('prints all that it holds and no controls: %s', async (_, plan) => {
    const { page, close } = await pages.open(htmlOf(plan));
    const words = page.locator('form.find input[type=search]');
    if ((await words.count()) > 0) await words.fill('nothing is called that');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await partsShown(page)).toBe(await parts(page));
    expect(await page.locator('form.find:visible, button:visible').count()).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    await close();
  });

  it('is whole without its script, but for the filter', async () => {
    const html = htmlOf(fleetPlan(20));
    const { page, said, url, close } = await pages.open(html, { javaScriptEnabled: false });
    expect(await page.locator('form.find:visible').count()).toBe(0);
    expect(await page.locator('details.target:visible').count()).toBe(20);
    await page.goto(`${url()}#AckCluster/c-0003:ACK104`);
    await expect.poll(() => page.locator('[id="AckCluster/c-0003:ACK104"]').isVisible()).toBe(true);
    expect(said()).toEqual([]);
    await close();
  });
});
