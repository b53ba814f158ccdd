import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { endFolder } from '../canaries/search.ts';
import { findBrowser } from '../../scripts/browser-place.mjs';
import type { Plan } from '../../src/core/plan.ts';

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

export const goldenPlan = (scenario: string): Plan =>
  JSON.parse(readFileSync(join(cwd(), 'plans', scenario, 'plan.json'), 'utf8')) as Plan;

/** A window, and all that its page asked for or said since it was shown. */
export interface Opened {
  readonly page: Page;
  /** Shows another page in its place. */
  readonly show: (html: string) => Promise<void>;
  /** Where the page that is shown lies. */
  readonly url: () => string;
  /** Every address that was asked for, the page's own first. */
  readonly asked: () => readonly string[];
  /** Console messages and uncaught errors; what breaks the page's own policy is one. */
  readonly said: () => readonly string[];
  readonly close: () => Promise<void>;
}

export interface Pages {
  readonly open: (html: string, options?: BrowserContextOptions) => Promise<Opened>;
  readonly close: () => Promise<void>;
}

/** Nothing leaves this machine, whatever a page asks for. */
const shutIn = async (page: Page): Promise<void> => {
  await page.route('**', async (route) => {
    const isOwn = route.request().url().startsWith('file:');
    await (isOwn ? route.continue() : route.abort());
  });
};

const openIn = async (browser: Browser, write: (html: string) => string, options: BrowserContextOptions) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  let url = '';
  let asked: string[] = [];
  let said: string[] = [];
  await shutIn(page);
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (problem) => said.push(problem.message));
  const show = async (html: string): Promise<void> => {
    url = write(html);
    asked = [];
    said = [];
    await page.goto(url);
  };
  return { page, show, url: () => url, asked: () => asked, said: () => said, close: () => context.close() };
};

/** Starts a browser; pages are files, as one that was sent by mail is. */
export const startPages = async (): Promise<Pages> => {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('there is no browser here; npm run browser says what to do');
  const folder = mkdtempSync(join(tmpdir(), 'onward-pages-'));
  const browser = await chromium.launch({ executablePath, args });
  let count = 0;
  const write = (html: string): string => {
    count += 1;
    const file = join(folder, `${count}.html`);
    writeFileSync(file, html);
    return pathToFileURL(file).href;
  };
  return {
    open: async (html, options = {}) => {
      const opened = await openIn(browser, write, options);
      await opened.show(html);
      return opened;
    },
    close: async () => {
      await browser.close();
      endFolder(folder);
    },
  };
};
