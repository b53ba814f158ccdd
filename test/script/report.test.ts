import { createHash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkReport } from '../../src/app/report/check.ts';
import { sealed } from '../../src/app/report/report-file.ts';
import type { Host } from '../../src/app/host.ts';
import type { Report } from '../../src/core/report/report.ts';
import { approving } from './approving.ts';
import { dedicatedDocument, everythingMissing } from './dedicated.ts';
import { parked } from './parked.ts';
import { openScene, scene, type Scene } from './scene.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

type Loose<T> = T extends object ? { -readonly [K in keyof T]: Loose<T[K]> } : T;
type Editable = Loose<Report>;

/** Changes a report as somebody would who knows the format, and makes its seal anew. */
const forged = (text: string, edit: (report: Editable) => void): string => {
  const report = JSON.parse(text) as Editable;
  edit(report);
  const edited: unknown = report;
  return `${JSON.stringify(sealed(edited as Report, sha256), null, 1)}\n`;
};

const lineOf = (report: Editable, epoch: number): string[] => report.evidence.journal[epoch - 1]!.texts;

const flat = (text: string): string => text.replace(/\s+/g, ' ');

const cases: readonly { readonly what: string; readonly edit: (report: Editable) => void; readonly says: string }[] = [
  {
    what: 'a character of the plan',
    edit: ({ evidence }) => (evidence.plan = evidence.plan.replace('cn-hangzhou', 'cn-hongzhou')),
    says: 'plan: its bytes are not those that the first line of the journal is chained to',
  },
  {
    what: 'line 3 of epoch 2',
    edit: (report) => (lineOf(report, 2)[2] = lineOf(report, 2)[2]!.replace('"pass"', '"fail"')),
    says: 'journal: epoch 2, line 3: the bytes are not those',
  },
  {
    what: 'a line that is gone',
    edit: (report) => lineOf(report, 2).splice(4, 1),
    says: 'journal: epoch 2, line 5: number 11 should stand, and number 12 stands',
  },
  {
    what: 'two lines that changed places',
    edit: (report) => {
      const lines = lineOf(report, 2);
      [lines[3], lines[4]] = [lines[4]!, lines[3]!];
    },
    says: 'journal: epoch 2, line 4: number 10 should stand, and number 11 stands',
  },
  {
    what: 'a line that was added, well chained',
    edit: (report) => {
      const lines = lineOf(report, 2);
      const last = JSON.parse(lines.at(-1)!) as { seq: number; at: string };
      const prev = sha256(lines.at(-1)!);
      lines.push(JSON.stringify({ seq: last.seq + 1, at: last.at, prev, type: 'ended', outcome: 'done', exit: 0 }));
    },
    says: 'was added; the report tells of 14 lines',
  },
  {
    what: 'the last line',
    edit: (report) => (lineOf(report, 2)[13] = lineOf(report, 2)[13]!.replace('00:', '01:')),
    says: 'journal: epoch 2, line 14: its bytes are not those that the report was made of',
  },
  {
    what: 'the last file of the journal',
    edit: ({ evidence }) => evidence.journal.pop(),
    says: 'journal: epoch 2: the file of this number is missing',
  },
  {
    what: 'a request id that is told',
    edit: ({ told }) => (told.calls[1]!.request = '00000000-0000-0000-0000-000000000000'),
    says: 'requests: calls/1/request: the report tells 00000000-0000-0000-0000-000000000000, its lines give',
  },
  {
    what: 'who said yes',
    edit: ({ told }) => (told.gates[0]!.yes[0]!.by = 'nobody'),
    says: 'told: gates/0/yes/0/by: the report tells nobody',
  },
];

describe('a report of a run in two epochs', () => {
  let here: Scene;
  let alias = '';
  let text = '';
  const check = (file: string) => here.onward(['report', '--check', file], { env: { PATH: '/usr/bin:/bin' } });
  beforeAll(async () => {
    here = await openScene();
    const { yes, alias: name } = await parked(here);
    alias = name;
    expect(await here.onward(['report', '--offline', '-o', 'parked.json'])).toMatchObject({ exit: 0 });
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
    const written = await here.onward(['report', alias, '-o', 'report.json']);
    expect(written).toMatchObject({ exit: 0 });
    expect(written.stderr).toContain('next: onward report --check report.json');
    text = here.read('report.json');
  });
  afterAll(() => here.close());

  it('is proven without a store or a cloud, and is for its owner alone', async () => {
    mkdirSync(here.path('away'));
    writeFileSync(here.path('away/report.json'), text);
    const proven = await here.onward(['report', '--check', 'report.json'], {
      cwd: here.path('away'),
      env: { PATH: '/usr/bin:/bin' },
    });
    expect(proven).toMatchObject({ exit: 0 });
    expect(proven.stdout).toMatch(/^PROVEN /);
    expect(statSync(here.path('report.json')).mode & 0o777).toBe(0o600);
  });

  it('tells of a run that is open that it is, and is proven as well', async () => {
    const open = await check('parked.json');
    expect(open).toMatchObject({ exit: 0 });
    expect(flat(open.stdout)).toContain('open: parked at prod-hangzhou/commit');
  });

  it('holds every request id of the calls, what wrote each epoch, and what differs before and after', async () => {
    const { told } = JSON.parse(text) as Report;
    const writes = (await here.twin.calls()).filter(({ kind }) => kind === 'write');
    expect(told.calls.map(({ answer }) => answer)).toEqual(writes.map(() => 'accepted'));
    for (const { request } of told.calls) expect(request).toMatch(/^[0-9A-F-]{36}$/);
    expect(told.epochs.map(({ tool }) => tool)).toEqual(['onward 0.1.0', 'onward 0.1.0']);
    expect(told.targets[0]?.facts.map(({ is }) => is)).toEqual([
      'as-asked',
      ...Array.from({ length: 7 }, () => 'same'),
    ]);
    expect(flat((await here.onward(['report', alias])).stdout)).toContain('cluster.edition: asked pro, is so');
  });

  it.each(cases)('finds $what, although the seal was made anew', async ({ edit, says }) => {
    writeFileSync(here.path('forged.json'), forged(text, edit));
    const found = await check('forged.json');
    expect(found).toMatchObject({ exit: 6 });
    expect(flat(found.stdout)).toMatch(/^ALTERED /);
    expect(flat(found.stdout)).toContain(says);
    expect(flat(found.stdout)).toContain('seal: it fits what was altered: somebody made it anew');
    expect(found.stderr).toContain('RUN024');
  });

  it.each([
    { bytes: '', says: 'The file is empty', exit: 3 },
    { bytes: '{', says: 'It is not JSON', exit: 3 },
    { bytes: '{"format":"onward.plan/1"}', says: 'USE009', exit: 3 },
    { bytes: Uint8Array.of(0xff, 0xfe), says: 'not text in UTF-8', exit: 3 },
    { bytes: 'BOM', says: 'something reformatted the file', exit: 6 },
    { bytes: 'CRLF', says: 'something reformatted the file', exit: 6 },
    { bytes: 'TWICE', says: 'something reformatted the file', exit: 6 },
  ])('ends $exit at what is none, or was reformatted: $says', async ({ bytes, says, exit }) => {
    const made: Readonly<Record<string, string>> = {
      BOM: `\uFEFF${text}`,
      CRLF: text.replaceAll('\n', '\r\n'),
      TWICE: text.replace('"format":', '"format": "another",\n "format":'),
    };
    writeFileSync(here.path('bad.json'), typeof bytes === 'string' ? (made[bytes] ?? bytes) : bytes);
    const found = await check('bad.json');
    expect(found).toMatchObject({ exit });
    expect(flat(found.stderr + found.stdout)).toContain(says);
  });

  it('ends 3 at a folder and at a file that is not there', async () => {
    expect(await check('away')).toMatchObject({ exit: 3 });
    expect(await check('nowhere.json')).toMatchObject({ exit: 3 });
    expect(await here.onward(['report', alias, '--check', 'report.json'])).toMatchObject({ exit: 3 });
  });

  it('is proven no more when any character of it is another one', async () => {
    const host = { sha256, tool: 'onward 0.1.0', readFile: () => Promise.resolve(bytes) } as unknown as Host;
    let bytes = new TextEncoder().encode(text);
    const isProven = async (): Promise<boolean> => {
      const found = await checkReport('report.json', { host, signers: null });
      return found.ok && found.value.against.length === 0;
    };
    expect(await isProven()).toBe(true);
    const whole = bytes;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        bytes = whole.slice();
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        expect(await isProven()).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a report of other runs', () => {
  it('proves each signature by the signers that it holds, and finds one that was altered', async () => {
    const { here, alice, bob, plan, approve } = await approving();
    await plan();
    for (const who of [alice, bob]) expect(await approve(who)).toMatchObject({ exit: 0 });
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 0 });
    expect(await here.onward(['report', '--offline', '-o', 'report.json'])).toMatchObject({ exit: 0 });
    const proven = await here.onward(['report', '--check', 'report.json']);
    expect(proven).toMatchObject({ exit: 0 });
    expect(flat(proven.stdout)).toContain('proven policy: the signers are those of the policy that the plan names');
    expect(flat(proven.stdout).match(/proven approvals: (alice|bob)@example.com signed/g)).toHaveLength(2);
    const text = here.read('report.json');
    const altered = async (edit: (report: Editable) => void) => {
      here.write('forged.json', forged(text, edit));
      return here.onward(['report', '--check', 'forged.json']);
    };
    const words = await altered(({ evidence }) => {
      const first = evidence.approvals[0]!;
      first.text = first.text.replace('2026-', '2025-');
    });
    expect(words).toMatchObject({ exit: 6 });
    expect(flat(words.stdout)).toContain("'s signature is not over these words");
    const gone = await altered(({ evidence, told }) => {
      evidence.approvals.pop();
      told.signatures.pop();
    });
    expect(gone).toMatchObject({ exit: 11 });
    expect(gone.stderr).toContain('RUN025');
    here.write('others', `${alice.name} ${bob.half}\n`);
    expect(await here.onward(['report', '--check', 'report.json', '--signers', 'others'])).toMatchObject({ exit: 11 });
    const without = await here.onward(['report', '--check', 'report.json'], {
      env: { ...here.env, PATH: here.folder },
    });
    expect(without).toMatchObject({ exit: 0 });
    expect(flat(without.stdout)).toContain('there is no ssh-keygen on the PATH');
    expect(without.stdout).toMatch(/^UNPROVEN/);
  });

  it('tells what stays behind with its day, for a dedicated cluster', async () => {
    const here = await scene({ world: everythingMissing, speed: 'max' });
    here.write('prod.yaml', dedicatedDocument());
    const { yes, alias } = await parked(here);
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
    const read = await here.onward(['report', alias, '-o', 'report.json']);
    expect(flat(read.stdout)).toMatch(/Left behind: AckCluster\/prod-hangzhou .*due 2026-/);
    for (const line of read.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
    expect(await here.onward(['report', '--check', 'report.json'])).toMatchObject({ exit: 0 });
  });
});
