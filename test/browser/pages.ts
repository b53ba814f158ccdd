import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser-place.mjs';
import type { Plan } from '../../src/core/plan.ts';
import { buildPlanReport } from '../../src/render/model/build-plan-report.ts';
import { renderPlan } from '../../src/render/render-plan.ts';

/** A headless Chromium that talks to nobody of its own accord. */
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const htmlOf = (plan: Plan): string =>
  renderPlan(buildPlanReport(plan), { format: 'html', width: 80, color: false });

export const goldenPlan = (scenario: string): Plan =>
  JSON.parse(readFileSync(join(cwd(), 'plans', scenario, 'plan.json'), 'utf8')) as Plan;

/** A page that was opened, and all that it asked for or said since. */
export interface Opened {
  readonly page: Page;
  readonly url: string;
  /** Every address that was asked for, the page's own first. */
  readonly asked: readonly string[];
  /** Console messages and uncaught errors; what breaks the page's own policy is one. */
  readonly said: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Pages {
  readonly open: (html: string, options?: BrowserContextOptions) => Promise<Opened>;
  readonly close: () => Promise<void>;
}

const openIn = async (browser: Browser, file: string, options: BrowserContextOptions): Promise<Opened> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const asked: string[] = [];
  const said: string[] = [];
  await page.route('**', async (route) => {
    const isOwn = route.request().url().startsWith('file:');
    await (isOwn ? route.continue() : route.abort());
  });
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (problem) => said.push(problem.message));
  const url = pathToFileURL(file).href;
  await page.goto(url);
  return { page, url, asked, said, close: () => context.close() };
};

/** Starts a browser; pages are files, as one that was sent by mail is. */
export const startPages = async (): Promise<Pages> => {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('there is no browser here; npm run browser says what to do');
  const folder = mkdtempSync(join(tmpdir(), 'onward-pages-'));
  const browser = await chromium.launch({ executablePath, args });
  let count = 0;
  return {
    open: (html, options = {}) => {
      count += 1;
      const file = join(folder, `${count}.html`);
      writeFileSync(file, html);
      return openIn(browser, file, options);
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
