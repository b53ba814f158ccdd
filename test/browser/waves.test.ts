import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import type { Alteration, PlanPolicy } from '../../src/core/plan-policy.ts';
import { makeGolden } from '../golden/make-golden.ts';
import { htmlOf } from '../render/shown.ts';
import { startPages, type Opened, type Pages } from './pages.ts';
import { violations } from './violations.ts';

/** A change that touches what judges it, by a branch that only the work tree calls protected. */
const policyWith = (...alters: readonly Alteration[]): PlanPolicy => ({
  from: 'refs/remotes/origin/main',
  commit: 'a'.repeat(40),
  branch: 'main',
  namedBy: 'workTree',
  approvals: null,
  digest: `sha256:${'b'.repeat(64)}`,
  signers: [],
  alters,
});

const loosened: readonly Alteration[] = [
  { key: 'stopOn.failed', counts: 1, asked: 9 },
  { key: 'wave.canary.soak', counts: '24h', asked: null },
];

let pages: Pages;
let plan: Plan;
beforeAll(async () => {
  pages = await startPages();
  plan = (await makeGolden('waves-soak')).plan;
}, 60_000);
afterAll(() => pages.close());

const looks = [
  { look: 'light', width: 1280, colorScheme: 'light' },
  { look: 'dark', width: 1280, colorScheme: 'dark' },
  { look: 'narrow', width: 320, colorScheme: 'light' },
] as const;

describe.each(looks)('a plan in waves under a policy, $look', ({ width, colorScheme }) => {
  let opened: Opened;
  beforeAll(async () => {
    const html = htmlOf({ ...plan, policy: policyWith(...loosened) });
    opened = await pages.open(html, { colorScheme, viewport: { width, height: 900 } });
  });
  afterAll(() => opened.close());

  it('says before its title by what the change is judged, and what it would have otherwise', async () => {
    const lines = opened.page.getByRole('complementary', { name: 'Policy' }).locator('p');
    expect(await lines.allInnerTexts()).toEqual([
      'Policy judged by main, and this work tree alone says that main is protected; ONWARD_POLICY_FROM=main on the runner would settle it',
      "Policy this change alters stopOn.failed 1 -> 9; judged by main's 1",
      "Policy this change takes out wave.canary.soak 24h; judged by main's 24h",
    ]);
    for (const line of await lines.all()) expect(await line.isVisible()).toBe(true);
    const isFirst = await opened.page.evaluate(() => {
      const [policy, title] = [document.querySelector('aside.policy'), document.querySelector('h1')];
      const order = policy === null || title === null ? 0 : policy.compareDocumentPosition(title);
      return (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    });
    expect(isFirst).toBe(true);
  });

  it('says how many move when, and by which gate the next wave begins', async () => {
    const said = await opened.page.locator('.overview p').allInnerTexts();
    expect(said).toEqual(
      expect.arrayContaining([
        'Wave: 1/2 canary: 1 target of 1, at once',
        'Wave: 2/2 rest: 2 targets of 2, once canary has ended and rested 24h (GATE wave:rest)',
        'Limit: at once at most 2 targets, 1 target in cn-hangzhou, 1 target in cn-shanghai',
        'Stop: after 1 failed or 1 ambiguous no further target is begun',
      ]),
    );
    for (const line of await opened.page.locator('.overview p').all()) expect(await line.isVisible()).toBe(true);
  });

  it('breaks no rule of accessibility, asks for nothing and says nothing to the console', async () => {
    expect(await violations(opened.page)).toEqual([]);
    expect(opened.asked()).toEqual([opened.url()]);
    expect(opened.said()).toEqual([]);
    const wide = await opened.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
  });

  it('keeps all of it on paper', async () => {
    await opened.page.emulateMedia({ media: 'print' });
    for (const line of await opened.page.locator('aside.policy p, .overview p').all())
      expect(await line.isVisible()).toBe(true);
    await opened.page.emulateMedia({ media: 'screen' });
  });
});

it('shows what others wrote into a policy as text', async () => {
  const hostile = '<img src=x onerror="document.title=1">\u202e';
  const policy = policyWith({ key: `wave.${hostile}.soak`, counts: hostile, asked: `${hostile}1` });
  const { page, said, asked, url, close } = await pages.open(htmlOf({ ...plan, policy }));
  expect(await page.locator('aside.policy img').count()).toBe(0);
  expect(await page.locator('aside.policy').innerText()).toContain('<img src=x onerror=');
  expect(await page.locator('aside.policy').innerText()).not.toContain('\u202e');
  expect({ said: said(), asked: asked() }).toEqual({ said: [], asked: [url()] });
  await close();
});
