import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCredentials } from '../../../providers/ack/credentials.ts';
import { createDriver } from '../../../providers/ack/cluster/driver.ts';
import { desiredFor, settingsFor } from './settings.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('credentials', () => {
  it('takes both variables of the environment without loading the chain', async () => {
    const open = vi.fn();
    const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'se/cret' };
    const credentials = createCredentials(env, { open });
    expect(await credentials.key()).toEqual({ is: 'key', key: { id: 'id', secret: 'se/cret', token: null } });
    expect(open).not.toHaveBeenCalled();
    expect(credentials.redact('a se/cret, b se%2Fcret')).toBe('a [secret], b [secret]');
  });

  it('makes a new chain after an error, because the old one sticks to the provider that failed', async () => {
    const getKey = vi.fn().mockRejectedValueOnce(new Error('whole file: canary')).mockResolvedValue(null);
    const open = vi.fn(() => Promise.resolve({ getKey }));
    const credentials = createCredentials({}, { open });
    expect(await credentials.key()).toMatchObject({ is: 'none', failure: { diagnostic: 'CRD001' } });
    await credentials.key();
    expect(open).toHaveBeenCalledTimes(2);
    credentials.forget();
    await credentials.key();
    expect(open).toHaveBeenCalledTimes(3);
  });

  it('tells no credentials by a code, and shows nothing of a profile that does not parse', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'onward-home-'));
    mkdirSync(path.join(home, '.aliyun'));
    writeFileSync(path.join(home, '.aliyun/config.json'), '{"current": canary-profile-secret');
    vi.stubEnv('HOME', home);
    vi.stubEnv('ALIBABA_CLOUD_ECS_METADATA_DISABLED', 'true');
    const driver = createDriver(settingsFor({ ONWARD_ENDPOINT: 'http://127.0.0.1:9' }));
    const desired = desiredFor({ clusterId: 'c1' });
    const observed = (await driver.observe([desired], { journey: false })).get(desired.address);
    expect(observed).toMatchObject({ state: 'unreadable', unread: [{ code: 'CRD001', failure: 'refused' }] });
    expect(JSON.stringify(observed)).not.toContain('canary');
    const answer = await driver.perform(
      { operation: 'ack.migrate/1', desired, args: {} },
      { nonce: 'n', date: '2026-11-22T00:00:00Z' },
    );
    expect(answer).toMatchObject({ is: 'unsent', why: 'no credentials were found: nothing was sent' });
  });
});
