import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { htmlOf } from '../render/shown.ts';
import { fleetPlan } from './fleet.ts';
import { goldenPlan, startPages, type Opened, type Pages } from './pages.ts';

const fleet = htmlOf(fleetPlan(60));

let pages: Pages;
let opened: Opened;
let page: Page;
beforeAll(async () => {
  pages = await startPages();
  opened = await pages.open(fleet);
  page = opened.page;
});
afterAll(() => pages.close());
beforeEach(() => opened.show(fleet));
afterEach(() => {
  expect(opened.said()).toEqual([]);
});

const count = (): Promise<string | null> => page.locator('form.find output').textContent();
const shown = (): Promise<number> => page.locator('details.target:visible').count();
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const { tagName, id } = document.activeElement ?? document.body;
    return `${tagName.toLowerCase()}${id === '' ? '' : `#${id}`}`;
  });

describe('finding among many targets', () => {
  it('is reached by the keyboard, second after the way around it', async () => {
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('a');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('input#:find');
  });

  it('shows what holds every word that was typed, and says how many', async () => {
    await page.locator('form.find input[type=search]').focus();
    await page.keyboard.type('C-004');
    expect(await count()).toBe('10 of 60 targets');
    expect(await shown()).toBe(10);
    await page.keyboard.type(' ack104');
    expect(await shown()).toBeLessThan(10);
    expect(await count()).toBe(`${await shown()} of 60 targets`);
    expect(await page.locator('form.find output').getAttribute('aria-live')).toBe('polite');
  });

  it('leads to the first hit on Enter, which opens on Enter', async () => {
    await page.locator('form.find input[type=search]').focus();
    await page.keyboard.type('c-0042');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('summary');
    await page.keyboard.press('Enter');
    expect(await page.locator('details.target[open]').count()).toBe(1);
    expect(await page.locator('details.target[open] h2').textContent()).toBe('AckCluster/c-0042');
  });

  it('shows all again on Escape', async () => {
    await page.locator('form.find input[type=search]').focus();
    await page.keyboard.type('nothing is called that');
    expect(await count()).toBe('0 of 60 targets');
    await page.keyboard.press('Escape');
    expect(await count()).toBe('60 of 60 targets');
    expect(await shown()).toBe(60);
  });

  it('parts them by how they stand and where they go', async () => {
    await page.locator('input[value=READY]').uncheck();
    expect(await page.locator('details.target:visible .badge.is-ready').count()).toBe(0);
    expect(await count()).toBe('30 of 60 targets');
    await page.locator('select[name=journey]').selectOption('standard -> pro');
    expect(await shown()).toBe(20);
  });

  it('opens and folds those that are shown, and no other', async () => {
    await page.locator('form.find input[type=search]').fill('c-005');
    await page.locator('button[value=open]').click();
    expect(await page.locator('details.target[open]').count()).toBe(10);
    await page.locator('button[value=fold]').click();
    expect(await page.locator('details.target[open]').count()).toBe(0);
  });
});

describe('a link', () => {
  it('to a target opens it, also one that was filtered away', async () => {
    await page.locator('form.find input[type=search]').fill('c-0001');
    await page.evaluate(() => (location.hash = '#AckCluster/c-0033'));
    await expect.poll(() => page.locator('details.target[open] h2').allTextContents()).toEqual(['AckCluster/c-0033']);
    expect(await count()).toBe('60 of 60 targets');
  });

  it('to one check of one target leads there', async () => {
    await page.goto(`${opened.url()}#AckCluster/c-0003:ACK104`);
    const check = page.locator('[id="AckCluster/c-0003:ACK104"]');
    expect(await check.getAttribute('data-verdict')).toBe('FAIL');
    await expect.poll(() => check.isVisible()).toBe(true);
  });

  it('to a check leads to all targets on which it speaks, and from there to each', async () => {
    await page.goto(`${opened.url()}#check:ACK104`);
    const row = page.locator('[id="check:ACK104"]');
    await expect.poll(() => row.isVisible()).toBe(true);
    await row.locator('summary').click();
    expect(await row.locator('td a').count()).toBe(10);
    await row.locator('td a').nth(1).click();
    await expect.poll(() => page.locator('[id="AckCluster/c-0009:ACK104"]').isVisible()).toBe(true);
  });
});

it('a set is told while one of its members is shown', async () => {
  const set = await pages.open(htmlOf(goldenPlan('vm-set')));
  await set.page.locator('form.find input[type=search]').fill('no such member');
  expect(await set.page.locator('section.set:visible').count()).toBe(0);
  await set.page.locator('form.find input[type=search]').fill('erp-gpu');
  expect(await set.page.locator('section.set:visible').count()).toBe(1);
  expect(await set.page.locator('details.target:visible').count()).toBe(1);
  await set.close();
});
