import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untied } from '../../src/render/model/tied.ts';
import { visible } from '../../src/core/visible.ts';
import { hostilePlan, nasty } from '../render/hostile.ts';
import { htmlOf } from '../render/shown.ts';
import { startPages, type Opened, type Pages } from './pages.ts';

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

let pages: Pages;
let opened: Opened;
let shape: readonly string[];
beforeAll(async () => {
  pages = await startPages();
  opened = await pages.open(htmlOf(hostilePlan('plain')));
  shape = await shapeOf(opened.page);
});
afterAll(() => pages.close());

describe('a hostile name', () => {
  it.each(nastier)('is text and nothing else: $reason', async ({ text }) => {
    const { page, show, asked, said, url } = opened;
    await show(htmlOf(hostilePlan(text)));
    const odd = await shapeOf(page);
    // Texts of several lines are told in several; of one line, the page has the very elements of a harmless one.
    if (!text.includes('\n')) {
      expect(odd).toEqual(shape);
      expect(await page.evaluate(() => document.body.textContent)).toContain(visible(untied(text)));
    }
    expect(new Set(odd)).toEqual(new Set(shape));
    expect(await page.evaluate(() => 'forged' in window)).toBe(false);
    expect(await page.locator('.forged').count()).toBe(0);
    const links = await page.$$eval('a', (all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links.filter((link) => !link.startsWith('#'))).toEqual([]);
    expect([asked(), said()]).toEqual([[url()], []]);
  });

  it('is read as it is written, with a number for what could not be seen', async () => {
    const { page, show } = opened;
    await show(htmlOf(hostilePlan('<b>&amp;\u202e\u0000\u001b[31m"\'')));
    expect(await page.evaluate(() => document.body.innerText)).toContain('<b>&amp;\\u202e\\u0000\\u001b[31m"\'');
  });
});
