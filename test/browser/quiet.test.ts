import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostilePlan, nasty } from '../render/hostile.ts';
import { fleetPlan } from './fleet.ts';
import { goldenPlan, htmlOf, startPages, type Pages } from './pages.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await startPages();
});
afterAll(() => pages.close());

/** The words that a reader finds on the page. */
const wordsOn = (page: Page): Promise<string> => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));

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
      expect(asked).toEqual([url]);
      expect(said).toEqual([]);
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
    expect(said.filter((line) => line.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(2);
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
    await page.goto(`${url}#AckCluster/c-0003:ACK104`);
    await expect.poll(() => page.locator('[id="AckCluster/c-0003:ACK104"]').isVisible()).toBe(true);
    expect(said).toEqual([]);
    await close();
  });
});

/** More that tries to become something else in HTML. */
const nastier = [
  ...nasty,
  { text: '<script>window.forged = 1</script>', reason: 'a script' },
  { text: '</script><script>window.forged = 1</script>', reason: 'ends the page’s own script' },
  { text: '</style><b class="forged">', reason: 'ends the page’s own style' },
  { text: '</title><b class="forged">', reason: 'ends the title' },
  { text: '" class="forged" onfocus="window.forged = 1" autofocus x="', reason: 'ends an attribute in double quotes' },
  { text: "' onclick='window.forged = 1", reason: 'ends an attribute in single quotes' },
  { text: 'javascript:window.forged=1', reason: 'an address that is a script' },
  { text: '<svg/onload=window.forged=1>', reason: 'an image that is a script' },
  { text: '<meta http-equiv="refresh" content="0;url=https://evil.example">', reason: 'leads away' },
  { text: '<base href="https://evil.example/">', reason: 'turns every link' },
  { text: '\u0000<b>\u0000', reason: 'null' },
  { text: '--><b class="forged"><!--', reason: 'ends a comment' },
  { text: ']]><b class="forged">', reason: 'ends a section of characters' },
  { text: '&quot;&gt;<b>&#x3c;i&#x3e;', reason: 'entities' },
  { text: 'x'.repeat(10_000), reason: 'ten thousand characters' },
] as const;

const shapeOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].map((element) => [element.tagName, ...element.getAttributeNames()].join(' ')),
  );

describe('a hostile name', () => {
  it.each(nastier)('is text and nothing else: $reason', async ({ text }) => {
    const plain = await pages.open(htmlOf(hostilePlan('plain')));
    const shape = await shapeOf(plain.page);
    await plain.close();
    const { page, asked, said, url, close } = await pages.open(htmlOf(hostilePlan(text)));
    const lines = text.split(/\n/).length;
    const odd = await shapeOf(page);
    // Texts of several lines are told in several; of one line, the page has the very elements of a harmless one.
    if (lines === 1) expect(odd).toEqual(shape);
    expect(new Set(odd)).toEqual(new Set(shape));
    expect(await page.evaluate(() => 'forged' in window)).toBe(false);
    expect(await page.locator('.forged').count()).toBe(0);
    expect(
      await page.$$eval('a', (all) => all.filter((link) => !link.getAttribute('href')?.startsWith('#')).length),
    ).toBe(0);
    expect([asked, said]).toEqual([[url], []]);
    await close();
  });

  it('is read as it is written, with a number for what could not be seen', async () => {
    const { page, close } = await pages.open(htmlOf(hostilePlan('<b>&amp;\u202e\u0000\u001b[31m"\'')));
    expect(await wordsOn(page)).toContain('<b>&amp;\\u202e\\u0000\\u001b[31m"\'');
    await close();
  });
});
