import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isVariant, scenarios } from '../golden/scenarios.ts';
import { hostilePlan } from '../render/hostile.ts';
import { htmlOf } from '../render/shown.ts';
import { fleetPlan } from './fleet.ts';
import { goldenPlan, startPages, type Opened, type Pages } from './pages.ts';
import { violations } from './violations.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await startPages();
});
afterAll(() => pages.close());

const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });

/**
 * Opens a row of each standing, and takes out of the others what they fold: the same that the goldens above hold, and more of it
 * than the rules are through with in minutes.
 */
const openFirst = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = new Set<string | undefined>();
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('details.target')) {
      const { standing } = fold.dataset;
      if (seen.has(standing)) fold.querySelector('article')?.replaceChildren();
      else fold.open = true;
      seen.add(standing);
    }
  });

/** Nothing is wider than the window; what is wide scrolls in a frame of its own. */
const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const fleet = htmlOf(fleetPlan(500));

const kept = scenarios.filter((scenario) => !isVariant(scenario));

const looks = [
  { look: 'light', width: 1280, colorScheme: 'light' },
  { look: 'dark', width: 1280, colorScheme: 'dark' },
  { look: 'narrow', width: 320, colorScheme: 'light' },
] as const;

describe.each(looks)('a page that is $look', ({ width, colorScheme }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await pages.open('', { colorScheme, viewport: { width, height: 900 } });
  });
  afterAll(() => opened.close());

  const breaksNothing = async (): Promise<void> => {
    expect(await violations(opened.page)).toEqual([]);
    expect(await tooWide(opened.page)).toBe(0);
  };

  it.each(kept)('breaks no rule of accessibility and scrolls no way but down: %s', async (scenario) => {
    await opened.show(htmlOf(goldenPlan(scenario)));
    await unfold(opened.page);
    await breaksNothing();
  });

  it('holds of 500 targets, their rows folded but for the first of each standing', async () => {
    await opened.show(fleet);
    expect(await opened.page.locator('details.target:visible').count()).toBe(500);
    await openFirst(opened.page);
    await breaksNothing();
  });

  it('holds of a name that is ten thousand characters long', async () => {
    await opened.show(htmlOf(hostilePlan('x'.repeat(10_000))));
    await unfold(opened.page);
    await breaksNothing();
  });
});

it('is an outline without a gap, one landmark for each part of the page', async () => {
  for (const plan of [goldenPlan('dedicated-ready'), goldenPlan('vm-set'), fleetPlan(12)]) {
    const { page, close } = await pages.open(htmlOf(plan));
    const levels = await page.$$eval('h1, h2, h3, h4, h5', (all) => all.map(({ tagName }) => Number(tagName.slice(1))));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 1) + 1)).toEqual([]);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(await page.locator('body > header, body > main, body > footer').count()).toBe(3);
    expect(await page.$$eval('table', (all) => all.filter((table) => table.caption === null).length)).toBe(0);
    expect(await page.$$eval('th', (all) => all.filter((head) => !head.hasAttribute('scope')).length)).toBe(0);
    await close();
  }
});
