import { describe, expect, it } from 'vitest';
import { probeChecks } from '../../../providers/probes/checks.ts';
import { probesOf, watchesOnlyLoopback } from '../../../providers/probes/http-probe.ts';
import { lintProbes } from '../../../providers/probes/lint-probes.ts';
import { withProbes } from '../../../providers/probes/with-probes.ts';
import type { Desired } from '../../../src/core/desired.ts';
import type { Json } from '../../../src/core/fact.ts';
import type { Journey, StepDraft } from '../../../src/core/kind.ts';
import { desiredFor } from '../ack/settings.ts';

const shop = 'https://shop.example.com/healthz';

const asking = (...probes: readonly Json[]): Desired => ({
  ...desiredFor({ clusterId: 'c1' }),
  spec: { probes },
  place: (pointer) => ({ file: pointer }),
});

const step = (id: string, needs: readonly string[]): StepDraft => ({
  id,
  type: 'change',
  operation: `x.${id}/1`,
  title: id,
  because: ['a'],
  args: {},
  expects: [],
  needs,
});

const journey: Journey = {
  name: 'x',
  title: 'x',
  steps: [step('prepare', []), step('turn', ['prepare']), step('proof', ['turn']), step('tidy', ['proof'])],
  gates: { commit: { question: '?', requires: [{ code: 'X1', maxAge: '10m' }] } },
  gains: [],
  leftBehind: [],
  notices: [],
  unchecked: [],
};
const where = { turn: 'turn', proof: 'proof', gate: 'commit' } as const;

describe('a document’s probes', () => {
  it('count three green answers before and ten minutes after where nothing else is said', () => {
    expect(probesOf(asking({ http: 'https://Shop.example.com' }))).toEqual([
      { url: 'https://shop.example.com/', greenBefore: 3, greenAfter: '10m' },
    ]);
  });

  it.each([
    { http: 'shop.example.com/healthz', says: 'begins with|is no URL' },
    { http: 'ftp://shop.example.com/', says: 'begins with ftp:' },
    { http: 'file:///etc/passwd', says: 'is no URL' },
    { http: 'https://user:canary@shop.example.com/', says: 'names a user or a password' },
    { http: 'https://@shop.example.com/', says: 'names a user or a password' },
    { http: 'https://shop.example.com/?token=canary', says: 'has a query' },
    { http: 'https://shop.example.com/?', says: 'has a query' },
    { http: 'https://shop.example.com/#canary', says: 'has a fragment' },
    { http: 'https://shop.example.com/\u001b[31m', says: 'holds a blank, a control' },
    { http: 'https://shop.example.com/a b', says: 'holds a blank' },
    { http: 'https://', says: 'is no URL' },
  ])('are refused at their place, and not repeated: $http', ({ http, says }) => {
    const found = lintProbes(asking({ http: shop }, { http }));
    expect(found).toMatchObject([{ code: 'DOC018', at: { file: '/spec/probes/1/http' } }]);
    expect(found[0]?.summary).toMatch(new RegExp(`^the address of probe 2 (${says})`));
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  it('are refused twice, or for longer than a run can watch', () => {
    const found = lintProbes(asking({ http: shop }, { http: shop }, { http: `${shop}/b`, greenAfter: '2d' }));
    expect(found.map(({ at, summary }) => `${at?.file ?? ''} ${summary}`)).toEqual([
      '/spec/probes/1/http the address of probe 2 stands there twice',
      '/spec/probes/2/greenAfter probe 3 is to be green for 2d; at most 12h can be watched by a run',
    ]);
    expect(lintProbes(asking({ http: shop, greenAfter: '12h' }))).toEqual([]);
  });

  it.each([
    { http: 'http://127.0.0.1:8080/', is: true },
    { http: 'http://localhost/', is: true },
    { http: 'http://[::1]:1/', is: true },
    { http: 'http://127.0.0.1.example.com/', is: false },
    { http: shop, is: false },
  ])('may be hurried only on loopback: $http, $is', ({ http, is }) => {
    expect(watchesOnlyLoopback(asking({ http }))).toBe(is);
  });
});

describe('a journey with probes', () => {
  const watched = withProbes(journey, asking({ http: shop, greenBefore: 2, greenAfter: '1m' }), where);

  it('is what it was where no probe is declared', () => {
    expect(withProbes(journey, asking(), where)).toBe(journey);
  });

  it('looks right before its turn and after its proof, and what is to be closed waits for no probe', () => {
    expect(watched.steps.map(({ id, needs }) => `${id} <- ${needs.join()}`)).toEqual([
      'prepare <- ',
      'probes-before <- prepare',
      'turn <- prepare,probes-before',
      'proof <- turn',
      'probes-after <- proof',
      'tidy <- proof',
    ]);
    expect(watched.gates.commit?.requires).toEqual([
      { code: 'X1', maxAge: '10m' },
      { code: 'PRB101', maxAge: '60s' },
    ]);
  });

  it('says what is asked, how often, and how long that takes', () => {
    const [, before, , , after] = watched.steps;
    expect(before).toMatchObject({
      title: `${shop} green, 2 in a row`,
      args: { probes: [{ http: shop, looks: 2 }] },
      duration: { p50: '10s', p90: '20s' },
    });
    // 7 looks, 10 s apart, lie 60 s apart from the first to the last.
    expect(after).toMatchObject({
      title: `${shop} green for 1m`,
      args: { probes: [{ http: shop, looks: 7 }] },
      duration: { p50: '1m', p90: '1m' },
    });
  });

  it('names every address, not a number of them', () => {
    const two = withProbes(journey, asking({ http: shop }, { http: `${shop}/b` }), where);
    expect(two.steps[1]?.title).toBe(`${shop}, ${shop}/b green, 3 in a row`);
  });

  it('has two checks that are answered later, by its steps, and that name every address', () => {
    const subject = {
      desired: asking({ http: shop }, { http: `${shop}/b`, greenBefore: 5 }),
      observed: { state: 'present', at: '', facts: {}, evidence: [], unread: [] },
    } as const;
    const judged = probeChecks(() => true).map((check) => ({ code: check.code, ...check.judge(subject) }));
    expect(judged).toMatchObject([
      {
        code: 'PRB101',
        verdict: 'later',
        later: 'probes-before',
        detail: expect.stringContaining(`${shop}/b must be green 5 times`) as string,
      },
      { code: 'PRB102', verdict: 'later', later: 'probes-after' },
    ]);
    expect(probeChecks(() => false).every((check) => !check.applies?.(subject))).toBe(true);
  });
});
