import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/render/findings/finding.ts';
import { githubCommands } from '../../../src/render/findings/github.ts';
import { gitlabReport } from '../../../src/render/findings/gitlab.ts';
import { sourcePath } from '../../../src/render/findings/source-path.ts';
import { dedicatedPlan } from '../dedicated-plan.ts';
import { hostilePlan, nasty } from '../hostile.ts';
import { blockedPlan, twoTargetPlan } from '../plan-variants.ts';
import { readyPlan } from '../plans.ts';
import { textOf } from '../shown.ts';
import { githubOf, roots } from './faces.ts';

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

const finding = (at: number, level: Finding['level']): Finding => ({
  code: `ACK${at}`,
  level,
  word: 'FAIL',
  summary: 'x',
  more: [],
  place: null,
  address: null,
  changeNumber: null,
  waived: null,
});

const many = (count: number, level: Finding['level']): readonly Finding[] =>
  Array.from({ length: count }, (_, at) => finding(at, level));

/** One command a line, its properties and its message escaped; nothing else. */
const command = /^::(error|warning|notice) (?:(?:file|line|col|title)=[^:,\r\n]*,?)+::[^\r\n]*$/;

describe('GitHub annotations', () => {
  it('begin with how the plan stands, then what stands in the way at its line', () => {
    expect(lines(githubOf(blockedPlan())).slice(0, 2)).toEqual([
      `::notice title=BLOCKED AckCluster/prod::decision ${blockedPlan().decision}%0Aexit 5 (blocked)`,
      '::error file=clusters/prod.yaml,line=4,col=3,title=FAIL ACK103::1 task runs on the cluster; 0 allowed%0Acluster_upgrade T-64f2, running since 2026-11-26 08:58 +08%0Afix: wait until it ends, then plan again%0AAckCluster/prod',
    ]);
  });

  it('name each target of a plan of a few', () => {
    expect(lines(githubOf(twoTargetPlan()))[0]).toContain(
      '::notice title=2 targets%3A 1 BLOCKED%2C 1 READY::BLOCKED AckCluster/stage-1%0AREADY AckCluster/prod%0Adecision ',
    );
  });

  it('are no more than are shown, the first of each kind, and a last one counts what is left out', () => {
    const findings = [...many(12, 'error'), ...many(11, 'warning'), ...many(30, 'note')];
    const all = lines(githubCommands(findings, roots, null));
    const count = (name: string): number => all.filter((line) => line.startsWith(`::${name} `)).length;
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 10]);
    expect(all.at(-1)).toBe(
      '::notice title=More was said::2 errors, 1 warning, 21 notices not shown here: GitHub takes 10 of a kind from one step%0Athe answer of --format text has them all',
    );
    expect(lines(githubCommands(many(10, 'error'), roots, null))).toHaveLength(10);
  });

  it('are one for what is said of one line of many targets', () => {
    const all = many(30, 'error').map((one, at) => ({ ...one, code: 'VM114', address: `VirtualMachine/erp-${at}` }));
    expect(lines(githubCommands(all, roots, null))).toEqual([
      '::error title=FAIL VM114::x%0AVirtualMachine/erp-0,1,2 and 27 more',
    ]);
  });

  it.each([
    ...nasty,
    { text: '::set-output name=a::b', reason: 'a workflow command' },
    { text: 'x\n::error::forged', reason: 'a workflow command on a line of its own' },
    { text: 'x%0A::error::forged', reason: 'a line break as GitHub writes one' },
    { text: 'a,file=b.yaml::forged', reason: 'a property of its own' },
    { text: '##[add-mask]a', reason: 'an older command' },
  ])('are commands of ours and nothing else where names are hostile: $reason', ({ text }) => {
    const all = lines(githubOf(hostilePlan(text)));
    for (const line of all) expect(line).toMatch(command);
    for (const line of all) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|##\w*\[/u);
    expect(all).toHaveLength(lines(githubOf(hostilePlan('harmless'))).length);
  });

  it.each([
    { text: '::set-output name=a::b', reason: 'GitHub’s' },
    { text: 'x '.repeat(60) + '::stop-commands::token', reason: 'GitHub’s, put at the start of a line by wrapping' },
    { text: '##[error]forged ##vso[task.setvariable]x ##teamcity[x]', reason: 'older ones' },
  ])('are not made by the text face: $reason', ({ text }) => {
    for (const line of textOf(hostilePlan(text)).split('\n')) expect(line).not.toMatch(/^\s*::[a-z].*::|##\w*\[/);
  });

  it('leave an address and a C++ name as they are', () => {
    expect(textOf(hostilePlan('fe80::1 and std::string'))).toContain('fe80::1 and std::string');
  });
});

describe('a path from the repository’s root', () => {
  it.each([
    { file: 'clusters/prod.yaml', is: 'infra/clusters/prod.yaml', reason: 'is told from the working directory' },
    { file: './a/../b.yaml', is: 'infra/b.yaml', reason: 'has no dots' },
    { file: '../shared/b.yaml', is: 'shared/b.yaml', reason: 'may leave the working directory' },
    { file: '/repo/infra/b.yaml', is: 'infra/b.yaml', reason: 'may be given whole' },
    { file: '../../etc/passwd', is: null, reason: 'does not leave the repository' },
    { file: '/repository/b.yaml', is: null, reason: 'is not that of a folder with a longer name' },
    { file: '-', is: null, reason: 'is none of standard input' },
  ])('$reason', ({ file, is }) => {
    expect(sourcePath(file, { cwd: '/repo/infra', root: '/repo' })?.join('/') ?? null).toBe(is);
  });
});

describe('GitLab’s report', () => {
  it('counts what comes, changes and goes; what cannot be undone is a change', () => {
    expect(gitlabReport(dedicatedPlan().changes)).toBe('{"create":1,"update":1,"delete":1}\n');
    expect(gitlabReport(readyPlan().changes)).toBe('{"create":0,"update":1,"delete":0}\n');
    expect(gitlabReport([])).toBe('{"create":0,"update":0,"delete":0}\n');
  });
});
