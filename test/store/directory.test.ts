import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { nodeFiles, type FilePort } from '../../src/store/file-port.ts';
import { ownerOfThisProcess } from '../../src/store/owner.ts';
import { machinePorts } from '../../src/store/ports.ts';
import { accept, reopen, storeContract, type Place } from './contract.ts';
import { folder } from './folder.ts';
import { claim, codesOf, outcome, records, runId, ticking, value } from './samples.ts';

const made: string[] = [];
afterEach(async () => {
  for (const path of made.splice(0)) await rm(path, { recursive: true, force: true });
});

const inDirectory = (files: FilePort) => async (): Promise<Place> => {
  const path = await mkdtemp(join(tmpdir(), 'onward-store-'));
  made.push(path);
  return (ports) => openDirectoryStore(`${path}/.onward`, { ...ports, files });
};

storeContract('a directory', inDirectory(nodeFiles));

const link = (): Promise<never> => Promise.reject(Object.assign(new Error('no links here'), { code: 'ENOTSUP' }));
storeContract('a directory on a file system without links', inDirectory({ ...nodeFiles, link }));

const everything = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));

describe('opening a directory store', () => {
  it.each([
    { text: 'a file', at: '.onward', code: 'STO001', reason: 'the path is a file' },
    { text: 'a file', at: 'x', place: 'x/.onward', code: 'STO001', reason: 'a folder above it is a file' },
    { text: '{}', at: '.onward/store.json', code: 'STO007', reason: 'store.json is of another program' },
    { text: '', at: '.onward/store.json', code: 'STO007', reason: 'store.json is empty' },
    { text: '{"format":"onward.store/1"}', at: '.onward/store.json', code: 'STO007', reason: 'it has no id' },
    { text: '{"format":"onward.store/2","id":"x"}', at: '.onward/store.json', code: 'STO008', reason: 'it is newer' },
    { text: '', at: '.onward/runs/x', code: 'STO007', reason: 'it has runs and no store.json' },
  ])('says $code when $reason, and changes nothing', async ({ text, at, code, place = '.onward' }) => {
    const root = folder();
    const path = join(root, at);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    const before = everything(root);
    const opened = await openDirectoryStore(join(root, place));
    expect(outcome(opened)).toBe(code);
    expect(opened.diagnostics[0]?.remedy).not.toBe('');
    expect(everything(root)).toEqual(before);
  });

  it('is not misled by another process that makes the store meanwhile', async () => {
    const root = folder();
    const other = value(await openDirectoryStore(root));
    const list: FilePort['list'] = async (path) => {
      value(await value(await other.ensure()).take(['k:1'], claim()));
      return nodeFiles.list(path);
    };
    const store = value(await openDirectoryStore(root, { ...machinePorts, files: { ...nodeFiles, list } }));
    expect(store.id).toBe(value(await openDirectoryStore(root)).id);
  });

  it('gives back the targets it took when another process is faster with the next one', async () => {
    const root = folder();
    const other = value(await value(await openDirectoryStore(root)).ensure());
    const link: FilePort['link'] = async (from, to) => {
      if (to.includes('b%3A1.1')) value(await other.take(['b:1'], claim({ owner: ownerOfThisProcess() })));
      await nodeFiles.link(from, to);
    };
    const files = { ...nodeFiles, link };
    const store = value(await value(await openDirectoryStore(root, { ...machinePorts, files })).ensure());
    const refused = await store.take(['a:1', 'b:1'], claim({ owner: ownerOfThisProcess() }));
    expect(outcome(refused)).toBe('STO020');
    expect(value(await store.holder('a:1'))).toBeNull();
  });

  it('says the same when the trouble comes between opening and making', async () => {
    const root = folder();
    const store = value(await openDirectoryStore(join(root, '.onward')));
    writeFileSync(join(root, '.onward'), '');
    expect(outcome(await store.ensure())).toBe('STO001');
  });

  it('makes folders 0700 and files 0600, and leaves no draft behind', async () => {
    const root = folder();
    const store = value(await value(await openDirectoryStore(`${root}/.onward/`)).ensure());
    const [lock] = value(await store.take(['k:1'], claim()));
    const journal = await accept(store);
    value(await journal.append(records.parked, { durable: true }));
    value(await lock!.beat());
    await reopen(store);
    const modes = everything(root).map((path) => {
      const { mode } = statSync(path);
      return `${path.slice(root.length + 1)} ${(mode & 0o777).toString(8)}`;
    });
    expect(modes.sort()).toEqual([
      '.onward 700',
      '.onward/runs 700',
      `.onward/runs/${runId} 700`,
      `.onward/runs/${runId}/journal.1.ndjson 600`,
      `.onward/runs/${runId}/journal.2.ndjson 600`,
      `.onward/runs/${runId}/plan.json 600`,
      '.onward/store.json 600',
      '.onward/targets 700',
      '.onward/targets/k%3A1.1.json 600',
    ]);
  });
});

describe('accepting after a crash between plan and journal', () => {
  it.each([
    { stored: 'the plan', plan: 'the plan', result: 'ok', reason: 'the bytes are equal' },
    { stored: 'the plan ', plan: 'the plan', result: 'STO010', reason: 'the bytes differ' },
    { stored: 'the p', plan: 'the plan', result: 'ok', reason: 'only the beginning was written' },
    { stored: '\uFEFFp', plan: 'p', result: 'STO010', reason: 'only a byte order mark differs' },
  ])('is $result when $reason', async ({ stored, plan, result }) => {
    const root = folder();
    const store = value(await value(await openDirectoryStore(root)).ensure());
    mkdirSync(join(root, 'runs', runId), { recursive: true });
    writeFileSync(join(root, 'runs', runId, 'accepting.json'), stored);
    expect(value(await store.listRuns())).toEqual([]);
    const accepted = await store.acceptRun({ id: runId, plan, record: records.accepted, clock: ticking() });
    expect(outcome(accepted)).toBe(result);
    if (accepted.ok && accepted.value.is === 'accepted') await accepted.value.journal.close();
    expect(codesOf(await store.readRun(runId))).toEqual(result === 'ok' ? [] : ['STO025']);
  });
});
