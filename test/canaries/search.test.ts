import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canaries } from './canaries.ts';
import { exemptFiles } from './exempt.ts';
import { endFolder, searchText, type Searched } from './search.ts';

const leaking = `a line with ${canaries.securityToken}\n`;

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'ow-search-'));
  mkdirSync(join(base, 'left', 'runs', 'one'), { recursive: true });
  // What these tests leak on purpose is none of CI's business.
  vi.stubEnv('ONWARD_SEARCHED', join(base, 'searched'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  writeFileSync(join(base, 'searched'), '');
  writeFileSync(join(base, 'elsewhere'), '');
  endFolder(base);
});

const left = (path: string, text: string): void => {
  writeFileSync(join(base, 'left', path), text);
};
const end = (): void => {
  endFolder(join(base, 'left'));
};
const told = (): readonly Searched[] =>
  readFileSync(join(base, 'searched'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Searched);

describe('the end of a folder', () => {
  it('finds a secret in any file, tells where, and removes the folder all the same', () => {
    left('plan.json', '{}');
    left('runs/one/journal.1.ndjson', leaking);
    expect(end).toThrow('runs/one/journal.1.ndjson: …a line with');
    expect(existsSync(join(base, 'left'))).toBe(false);
    expect(told()).toMatchObject([{ test: 'test/canaries/search.test.ts', kind: 'folder', files: 2 }]);
    expect(told()[0]?.leaks).toHaveLength(1);
  });

  it('finds one in the name of a file', () => {
    left(`${canaries.bearer}.log`, '');
    expect(end).toThrow('the name of a file');
  });

  it('says how much it looked through where nothing is found', () => {
    left('plan.json', '12345');
    end();
    expect(told()).toMatchObject([{ kind: 'folder', files: 1, bytes: 5, leaks: [] }]);
  });

  it('follows no link: what lies there is not of the test', () => {
    writeFileSync(join(base, 'elsewhere'), leaking);
    symlinkSync(join(base, 'elsewhere'), join(base, 'left', 'link'));
    end();
    expect(told()[0]).toMatchObject({ files: 0, leaks: [] });
  });

  it.each(['world.yaml', 'deep/world.json', 'home/alice', 'pki/tokens.csv', 'front.kubeconfig', 'etcd/wal/0.wal'])(
    'lets %s hold its secrets',
    (path) => {
      mkdirSync(join(base, 'left', path, '..'), { recursive: true });
      left(path, leaking);
      end();
      expect(told()[0]).toMatchObject({ files: 0, leaks: [] });
    },
  );

  it.each(['plan-world.yaml', 'home/malice', 'deep/pki/tokens.csv', 'cwd/.kube/x.kubeconfig', 'stage/etcd/data'])(
    'searches %s, which is none of these',
    (path) => {
      mkdirSync(join(base, 'left', path, '..'), { recursive: true });
      left(path, leaking);
      expect(end).toThrow('a secret leaked');
    },
  );

  it('gives a reason for whatever it lets be', () => {
    expect(exemptFiles.filter(({ because }) => because.length < 20)).toEqual([]);
  });
});

describe('what was printed', () => {
  it('is searched', () => {
    expect(() => {
      searchText('output', 'plan prod.yaml', leaking);
    }).toThrow('plan prod.yaml: …a line with');
  });

  it('may tell a runner what to blot out, and how to reach the twin, and nothing more in their lines', () => {
    const ready = JSON.stringify({ url: 'http://127.0.0.1:4711', kubernetes: { token: canaries.bearer } });
    searchText('output', 'a job', `before\n::add-mask::${canaries.forgeToken}\n${ready}\nafter\n`);
    expect(() => {
      searchText('output', 'a job', `say ::add-mask::${canaries.forgeToken}\n`);
    }).toThrow('a secret leaked');
  });
});
