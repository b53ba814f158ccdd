import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { endFolder } from '../canaries/search.ts';
import { gitLabEnv, gitLabHost, worldOf } from '../forge/gitlab-host.ts';
import { root, runScript } from './action.ts';

interface Job {
  readonly variables?: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly after_script?: readonly string[];
}

const text = readFileSync(join(root, 'ci', 'gitlab', 'onward.gitlab-ci.yml'), 'utf8');
const template = parseAllDocuments(text)[1]?.toJS() as Readonly<Record<string, Job>>;

/** What GitLab does to variables before a job runs: its inputs and other variables are filled in. */
const filled = (value: string, env: Readonly<Record<string, string>>): string =>
  value.replaceAll(/\$\[\[ inputs\.([\w-]+) \]\]/g, '$1').replaceAll(/\$(\w+)/g, (_, name: string) => env[name] ?? '');

/** A job’s lines as GitLab’s runner gives them to one shell, with `onward-ci` as the given script. */
const runJob = async (id: string, onwardCi: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-gitlab-'));
  onTestFinished(() => {
    endFolder(folder);
  });
  for (const name of ['bin', 'work']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'bin', 'onward-ci'), onwardCi);
  chmodSync(join(folder, 'bin', 'onward-ci'), 0o755);
  const forge = await gitLabHost(worldOf());
  const base = {
    ...gitLabEnv(forge.url),
    PATH: `${join(folder, 'bin')}:${join(process.execPath, '..')}:/usr/bin:/bin`,
    CI_PROJECT_DIR: join(folder, 'work'),
    ONWARD_OIDC_TOKEN: 'head.body.sign',
  };
  const all = { ...template['.onward']?.variables, ...template[id]?.variables };
  const variables = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, filled(value, base)]));
  const env: Readonly<Record<string, string>> = { ...base, ...variables };
  const lines = [...(template['.onward']?.before_script ?? []), ...(template[id]?.script ?? [])].join('\n');
  const ended = await runScript(lines, { cwd: join(folder, 'work'), env }).ended;
  const token = env['ALIBABA_CLOUD_OIDC_TOKEN_FILE'] ?? '';
  const after = async () =>
    runScript((template['.onward']?.after_script ?? []).join('\n'), { cwd: join(folder, 'work'), env }).ended;
  return { ended, token, after };
};

const says = '#!/bin/sh\necho "$1 $ALIBABA_CLOUD_ROLE_ARN $(cat "$ALIBABA_CLOUD_OIDC_TOKEN_FILE")"\nexit 5\n';

describe('the jobs of the template', () => {
  it.each([
    { id: 'onward-plan', verb: 'plan', role: 'plan-role' },
    { id: 'onward-apply', verb: 'apply', role: 'apply-role' },
    { id: 'onward-resume', verb: 'resume', role: 'apply-role' },
    { id: 'onward-drift', verb: 'drift', role: 'plan-role' },
  ])(
    '$id runs with its role, gives the token by a file for nobody else, and ends as onward ends',
    async ({ id, verb, role }) => {
      const { ended, token, after } = await runJob(id, says);
      expect(ended).toEqual({ exit: 5, stdout: `${verb} ${role} head.body.sign\n`, stderr: '' });
      expect(statSync(token).mode & 0o777).toBe(0o600);
      expect((await after()).exit).toBe(0);
      expect(() => statSync(token)).toThrow('ENOENT');
    },
  );

  it('run the very file that is built', async () => {
    const built = `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist', 'ci.js')}" nothing-of-the-kind\n`;
    const { ended } = await runJob('onward-drift', built);
    expect(ended.exit).toBe(3);
    expect(ended.stdout).toContain('FRG015');
  });
});
