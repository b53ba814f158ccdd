import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { sarifLog } from '../../../src/render/findings/sarif.ts';
import { readGoldenPlan, scenarios } from '../../golden/scenarios.ts';
import { hostilePlan, nasty } from '../hostile.ts';
import { blockedPlan, waivedPlan } from '../plan-variants.ts';
import { check, readyPlan } from '../plans.ts';
import { allPlans } from '../shown.ts';
import { roots, rules, sarifOf, sarifText } from './faces.ts';

// The published schema, in draft 4; its two members that later drafts name otherwise are no part of what it asks.
const draftless = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema' && name !== 'id'));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const fits = ajv.compile(draftless);

const faultsOf = (text: string): unknown => (fits(JSON.parse(text)) ? [] : fits.errors);

describe('SARIF', () => {
  it.each(allPlans)('is what the published schema of 2.1.0 asks for: %s', (_, plan) => {
    expect(faultsOf(sarifText(plan))).toEqual([]);
  });

  it.each(nasty)('is so too where names are hostile: $reason', ({ text }) => {
    const written = sarifText(hostilePlan(text));
    expect(faultsOf(written)).toEqual([]);
    expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]|##\w*\[/u);
    for (const { locations = [], message } of sarifOf(hostilePlan(text)).runs[0]!.results) {
      expect(message.text).not.toMatch(/(?<!\\)\[[^\]]*\]\(/);
      for (const { physicalLocation } of locations)
        if (physicalLocation !== undefined)
          expect(physicalLocation.artifactLocation.uri).toMatch(/^(?!\/)([\w.~!*'()-]|%[0-9A-F]{2}|\/)+$/);
    }
  });

  it('refuses a log that is none, so that the schema is known to be asked', () => {
    expect(faultsOf(sarifText(readyPlan()).replace('"2.1.0"', '"2.0.0"'))).not.toEqual([]);
  });

  it('has a result for what fails, is asked, is not known, warns or is waived, the worst first, each with its rule', () => {
    const [run] = sarifOf(blockedPlan()).runs;
    expect(run!.results.map(({ ruleId, level, properties }) => `${ruleId} ${level} ${properties['verdict']}`)).toEqual([
      'ACK103 error FAIL',
      'ACK105 error FAIL',
      'ACK133 error ASK',
      'ACK109 warning WARN',
      'ACK127 warning WARN',
      'ACK130 warning WARN',
    ]);
    for (const { ruleId, ruleIndex } of run!.results) expect(run!.tool.driver.rules[ruleIndex!]?.id).toBe(ruleId);
    expect(run!.results[0]).toMatchObject({
      message: {
        text: '1 task runs on the cluster; 0 allowed\ncluster_upgrade T-64f2, running since 2026-11-26 08:58 +08\nfix: wait until it ends, then plan again',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'clusters/prod.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 4, startColumn: 3 },
          },
          logicalLocations: [{ fullyQualifiedName: 'AckCluster/prod', kind: 'resource' }],
        },
      ],
      partialFingerprints: { 'onward/v1': 'ACK103 AckCluster/prod' },
    });
  });

  it('suppresses what a document waives, with its reason', () => {
    const results = sarifOf(waivedPlan()).runs[0]!.results.filter(({ ruleId }) => ruleId === 'ACK104');
    expect(results).toMatchObject([
      { level: 'note', suppressions: [{ kind: 'inSource', justification: '1.16, CHG12344' }] },
    ]);
  });

  it('keeps a fingerprint when a line moves or a number changes, and has no two alike', () => {
    const prints = (line: number, summary: string): readonly string[] => {
      const checks = [1, 2].map(() => check('ACK103', 'fail', { summary, at: { file: 'a.yaml', line } }));
      return sarifOf(readyPlan({ checks })).runs[0]!.results.map(
        ({ partialFingerprints }) => partialFingerprints['onward/v1']!,
      );
    };
    expect(prints(4, '1 task')).toEqual(['ACK103 AckCluster/prod', 'ACK103 AckCluster/prod 2']);
    expect(prints(9, '2 tasks')).toEqual(prints(4, '1 task'));
  });

  it.each([
    { file: '/srv/someone/x.yaml', reason: 'a path of this machine' },
    { file: '../other/x.yaml', reason: 'a file of another repository' },
    { file: '-', reason: 'standard input' },
    { file: 'run prod-7f3a', reason: 'the plan of a run' },
  ])('names no file for $reason', ({ file }) => {
    const text = sarifText(readyPlan({ checks: [check('ACK103', 'fail', { at: { file, line: 1 } })] }));
    expect(text).not.toContain('physicalLocation');
    expect(text).not.toContain('someone');
  });

  it('leaves out what a run may not have, the mildest first, and says how many', () => {
    const finding = { code: 'ACK103', word: 'FAIL', summary: 'x', more: [], place: null, address: null } as const;
    const findings = Array.from({ length: 25_002 }, (_, at) => ({
      ...finding,
      level: at < 25_000 ? ('error' as const) : ('note' as const),
      changeNumber: null,
      waived: null,
    }));
    const log = sarifLog({ findings, rules, roots, tool: 'onward 0.1.0', plan: null });
    const [run] = (JSON.parse(log) as ReturnType<typeof sarifOf>).runs;
    expect(run!.results).toHaveLength(25_000);
    expect(run!.results.every(({ level }) => level === 'error')).toBe(true);
    expect(run!.invocations[0]!.toolExecutionNotifications).toMatchObject([
      { message: { text: '2 of 25002 results are left out: a run may have 25000' } },
    ]);
  });
});

describe.each(scenarios)('SARIF of %s', (scenario) => {
  it('fits the schema, and every rule that it names is explained', () => {
    const plan = readGoldenPlan(scenario);
    if (plan === null) return;
    expect(faultsOf(sarifText(plan))).toEqual([]);
    const [run] = sarifOf(plan).runs;
    for (const { ruleIndex } of run!.results) expect(ruleIndex).toBeTypeOf('number');
  });
});
