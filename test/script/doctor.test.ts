import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { center } from './center-world.ts';
import { scene } from './scene.ts';

interface Row {
  readonly what: string;
  readonly is: string;
  readonly says: string;
}

const rowsIn = (stdout: string): readonly Row[] => (JSON.parse(stdout) as { readonly rows: readonly Row[] }).rows;
const standing = (stdout: string) => Object.fromEntries(rowsIn(stdout).map(({ what, is }) => [what, is]));

describe('onward doctor', () => {
  it('says how the runner stands, and writes nothing anywhere', async () => {
    const here = await scene({ env: { ONWARD_PULUMI: '/nowhere/pulumi' } });
    const { exit, stdout } = await here.onward(['doctor', 'prod.yaml', '--format', 'json']);
    expect(standing(stdout)).toEqual({
      ...{ node: 'ok', credentials: 'ok', account: 'ok', clock: 'skipped', reads: 'ok', store: 'ok' },
      engine: 'FAIL',
    });
    expect(exit).toBe(1);
    expect(existsSync(here.path('.onward'))).toBe(false);
    expect((await here.twin.calls()).filter(({ kind, action }) => kind === 'write' && !/review/.test(action))).toEqual(
      [],
    );
  });

  it('ends 4 where the cloud does not take the key, says the way past it, and never the secret', async () => {
    const here = await scene({ env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: canaries.wrongSecret } });
    const { exit, stdout, stderr } = await here.onward(['doctor', 'prod.yaml', '--executor', 'direct']);
    expect(exit).toBe(4);
    expect(stdout).toMatch(/FAIL {5}credentials/);
    expect(stdout).toContain('fix: onward explain CRD003');
    expect(stdout + stderr).not.toContain(canaries.wrongSecret);
  });

  it('takes a machine, whose cloud has no accounts, for what its center lets be read', async () => {
    const here = await scene({ world: center() });
    await here.onward(['init', '--all', '--center', 'hz', '--kind', 'VirtualMachine', '-o', 'machines']);
    const how = ['doctor', 'machines', '--executor', 'direct'];
    const { exit, stdout } = await here.onward([...how, '--format', 'json']);
    expect({ exit, rows: standing(stdout) }).toMatchObject({ exit: 0, rows: { credentials: 'ok', reads: 'ok' } });
    expect(standing(stdout)).not.toHaveProperty('account');
    const wrong = await here.onward(how, { env: { ...here.env, ONWARD_AOC_HZ_PASSWORD: canaries.wrongSecret } });
    expect(wrong).toMatchObject({ exit: 4, stdout: expect.stringMatching(/FAIL {5}credentials/) as string });
    expect(wrong.stdout + wrong.stderr).not.toContain(canaries.wrongSecret);
  });

  it('names the account that is not the documents’', async () => {
    const here = await scene();
    const accounts = 'accounts: [{name: other, id: "9999999999999999"}]';
    here.write(
      'onward.yaml',
      `apiVersion: onward/v1\nkind: Project\nmetadata: {name: p}\nspec: {documents: [prod.yaml], ${accounts}, defaults: [{kind: AckCluster, spec: {account: other}}]}\n`,
    );
    const { stdout } = await here.onward(['doctor', '--format', 'json']);
    expect(standing(stdout)).toMatchObject({ credentials: 'ok', account: 'FAIL', reads: 'skipped' });
  });

  it('looks at the machine where there is no document', async () => {
    const here = await scene();
    const { stdout } = await here.onward(['doctor', '--format', 'json']);
    expect(standing(stdout)).toMatchObject({ node: 'ok', credentials: 'skipped', store: 'ok' });
    expect(await here.twin.calls()).toEqual([]);
  });
});

describe('onward doctor --policy', () => {
  it('prints one stream of documents, and its words beside it', async () => {
    const here = await scene();
    const { exit, stdout, stderr } = await here.onward(['doctor', '--policy', 'apply', 'prod.yaml']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\{\n {2}"Version": "1",[^]*\n---\n# cluster c82e[^]*kind: ClusterRole\n/);
    expect(stderr).toContain('a document names no account');
    expect(await here.twin.calls()).toEqual([]);
  });

  it('writes a file for each who is to be given one', async () => {
    const here = await scene();
    expect(await here.onward(['doctor', '--policy', 'plan', 'prod.yaml', '-o', '.'])).toMatchObject({
      exit: 0,
      stdout: '',
    });
    expect(here.read('ram-policy.json')).not.toContain('MigrateCluster');
    expect(here.read('rbac-c82e6987e2961451182edacd74faf0000.yaml')).toContain('name: onward-plan');
    expect(await here.onward(['doctor', '--policy', 'plan', 'prod.yaml', '-o', 'nowhere'])).toMatchObject({ exit: 1 });
  });

  it('needs documents', async () => {
    const here = await scene();
    expect(await here.onward(['doctor', '--policy', 'plan'])).toMatchObject({ exit: 3, stdout: '' });
  });
});
