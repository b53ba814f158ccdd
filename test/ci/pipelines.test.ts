import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { root } from './action.ts';

const folder = join(root, 'ci', 'github', 'workflows');
const names = readdirSync(folder);
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflowOf = (name: string): Workflow => parse(textOf(name)) as Workflow;
const jobs = names.flatMap((name) =>
  Object.entries(workflowOf(name).jobs).map(([id, job]) => ({ name, id, job, title: `${name}: ${id}` })),
);
const verbOf = ({ steps }: Job): readonly unknown[] =>
  steps.filter(({ uses }) => uses?.startsWith('OWNER/onward')).map(({ with: given }) => given?.['command']);
const writes = jobs.filter(({ job }) => verbOf(job).some((verb) => verb === 'apply' || verb === 'resume'));

describe('each workflow to copy', () => {
  it.each(names)('%s gives nothing but what a job asks for, and never runs a fork’s code with credentials', (name) => {
    const { on, permissions } = workflowOf(name);
    expect(permissions).toEqual({});
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(Object.keys(on)).not.toContain('workflow_run');
  });

  it.each(jobs)('$title has an end, the least permissions, and no script of its own', ({ id, job }) => {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    const allowed: Readonly<Record<string, readonly string[]>> = {
      contents: ['read'],
      actions: ['read'],
      'pull-requests': ['read', 'write'],
      'id-token': ['write'],
    };
    for (const [what, level] of Object.entries(job.permissions ?? {})) expect(allowed[what]).toContain(level);
    expect(job.steps.filter(({ run }) => run !== undefined)).toEqual([]);
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    // What sums up the plans of other jobs reads no document.
    const kept = id === 'summary' ? [] : [false];
    expect(checkouts.map(({ with: given }) => given?.['persist-credentials'])).toEqual(kept);
  });

  it.each(names)('%s says at each foreign action that it is to be pinned', (name) => {
    const lines = textOf(name)
      .split('\n')
      .filter((line) => /uses: (actions|pulumi)\//.test(line));
    for (const line of lines) expect(line).toContain('# pin: the full commit');
  });
});

describe('what judges by the protected branch', () => {
  it.each(jobs.filter(({ job }) => verbOf(job).some((verb) => verb !== 'drift' && verb !== 'summary')))(
    '$title has that branch in its clone, and may read reviews',
    ({ job }) => {
      const [checkout] = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      expect(checkout?.with?.['fetch-depth']).toBe(0);
      // A part of a plan tells the change nothing and asks it nothing: that is the summary's.
      const isPart = job.steps.some(({ with: given }) => given?.['shard'] !== undefined);
      expect(job.permissions?.['pull-requests'] ?? 'none').toMatch(isPart ? /^none$/ : /^(read|write)$/);
    },
  );
});

describe('what changes a cloud', () => {
  it('is in four jobs', () => {
    expect(writes.map(({ title }) => title).sort()).toEqual([
      ...['apply-hosted.yml: apply', 'apply-hosted.yml: resume', 'apply.yml: apply', 'apply.yml: resume'],
    ]);
  });

  it.each(writes)(
    '$title waits for the protected environment, alone at its store, and is never cancelled for the next',
    ({ job }) => {
      expect(job.environment).toBe('production');
      expect(job.concurrency).toEqual({ group: 'onward-store', 'cancel-in-progress': false });
    },
  );

  it.each(writes.filter(({ name }) => name === 'apply-hosted.yml'))(
    '$title takes a store that travels, and brings it back whatever happens',
    ({ job }) => {
      const verbs = verbOf(job);
      expect(verbs.slice(0, 2)).toEqual(['store-find', 'store-out']);
      expect(verbs.at(-1)).toBe('store-back');
      const uploads = job.steps.filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
      expect(uploads.map(({ with: given }) => given?.['overwrite'])).toEqual([undefined, undefined]);
      expect(uploads.map(({ with: given }) => given?.['include-hidden-files'])).toEqual([true, true]);
    },
  );

  it('never begins with the identity of a plan', () => {
    for (const { name, id } of writes) {
      const text = textOf(name);
      const part = text.slice(text.indexOf(`\n  ${id}:`));
      expect(part.slice(0, part.indexOf('steps:'))).toContain(
        'ALIBABA_CLOUD_ROLE_ARN: ${{ vars.ONWARD_APPLY_ROLE_ARN }}',
      );
    }
  });
});

describe('the template of GitLab', () => {
  const [spec, template] = parseAllDocuments(
    readFileSync(join(root, 'ci', 'gitlab', 'onward.gitlab-ci.yml'), 'utf8'),
  ).map((one) => one.toJS() as Readonly<Record<string, Readonly<Record<string, unknown>>>>);

  it('changes a cloud only by hand, in the protected environment, one job at a time', () => {
    for (const id of ['onward-apply', 'onward-resume']) {
      const job = template?.[id];
      expect(job?.['resource_group']).toBe('onward-store');
      expect(job?.['interruptible']).toBe(false);
      expect(job?.['environment']).toMatchObject({ name: '$[[ inputs.environment ]]' });
      expect(job?.['rules']).toMatchObject([{ when: 'manual' }]);
    }
  });

  it('shows a plan in the widget, and gives each job an end', () => {
    expect(template?.['onward-plan']?.['artifacts']).toMatchObject({ reports: { terraform: 'onward-report.json' } });
    const all = Object.entries(template ?? {}).filter(([id]) => id.startsWith('onward-'));
    expect(all).toHaveLength(4);
    for (const [, job] of all) expect(job['timeout']).toMatch(/^\d+ (minutes|hours?)$/);
  });

  it('uses each input that it declares, and declares each that it uses', () => {
    const declared = Object.keys(spec?.['spec']?.['inputs'] ?? {});
    const used = JSON.stringify(template).match(/(?<=\$\[\[ inputs\.)[\w-]+/g) ?? [];
    expect([...new Set(used)].sort()).toEqual([...declared].sort());
  });
});

describe('the trust policies', () => {
  const policies = readdirSync(join(root, 'ci', 'trust'));
  const conditionsOf = (name: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => {
    const text = readFileSync(join(root, 'ci', 'trust', name), 'utf8');
    return (JSON.parse(text) as { Statement: { Condition: Record<string, Record<string, unknown>> }[] }).Statement[0]!
      .Condition;
  };

  it.each(policies)('%s asks for issuer, audience and subject', (name) => {
    const all = Object.assign({}, ...Object.values(conditionsOf(name))) as Readonly<Record<string, unknown>>;
    expect(Object.keys(all).sort()).toEqual(['oidc:aud', 'oidc:iss', 'oidc:sub']);
  });

  it.each(policies.filter((name) => name.includes('apply')))('%s trusts one subject, without a joker', (name) => {
    const { StringEquals, ...others } = conditionsOf(name);
    expect(others).toEqual({});
    expect(StringEquals?.['oidc:sub']).toHaveLength(1);
    expect(JSON.stringify(StringEquals)).not.toMatch(/[*?]/);
    expect(JSON.stringify(StringEquals)).not.toContain('pull_request');
  });
});
