import { describe, expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';
import { loadDocuments } from '../../src/document/load-documents.ts';
import { brief, cluster, loaded, problems } from './load.ts';
import { memoryFiles } from './memory-files.ts';

const night = '{name: night, timezone: Asia/Shanghai, allow: [{days: [Sat], from: "02:00", to: "05:00"}]}';

const project = (...windows: readonly string[]): string =>
  `apiVersion: onward/v1\nkind: Project\nmetadata: {name: all}\nspec:\n  documents: [a.yaml]\n  windows:\n${windows.map((line) => `    - ${line}\n`).join('')}`;

const keeping = (name: string): string =>
  cluster('a').replace('edition: pro', `edition: pro, gates: {window: ${name}}`);

const says = (window: string): Promise<readonly string[]> =>
  problems({ '/w/onward.yaml': project(window), '/w/a.yaml': cluster('a') }, ['a.yaml']);

describe('the windows of a project', () => {
  it('are read whole, and finish what has begun where they say nothing of it', async () => {
    const tree = { '/w/onward.yaml': project(night), '/w/a.yaml': keeping('night') };
    expect((await loaded(tree)).project?.windows).toEqual([
      {
        name: 'night',
        timezone: 'Asia/Shanghai',
        allow: [{ days: ['Sat'], from: '02:00', to: '05:00' }],
        onOverrun: 'finish',
      },
    ]);
  });

  it.each([
    {
      reason: 'a time zone that is misspelt',
      window: night.replace('Shanghai', 'Shangai'),
      is: ['PLN031 onward.yaml:7:31 Asia/Shangai is no time zone that is known here; did you mean Asia/Shanghai?'],
    },
    {
      reason: 'a distance from UTC, which knows no summer',
      window: night.replace('Asia/Shanghai', '"+08:00"'),
      is: ['PLN031 onward.yaml:7:31 "+08:00" is no time zone that is known here'],
    },
    {
      reason: 'hours of no length',
      window: night.replace('05:00', '02:00'),
      is: ['PLN031 onward.yaml:7:87 the hours Sat 02:00-02:00 begin and end at the same minute'],
    },
    {
      reason: 'entries that let in the same time',
      window: night.replace('}]', '}, {days: [Fri, Sat], from: "22:00", to: "02:30"}]'),
      is: ['PLN031 onward.yaml:7:97 the hours Fri,Sat 22:00-02:30 overlap Sat 02:00-05:00'],
    },
    {
      reason: 'no days',
      window: night.replace('[Sat]', '[]'),
      is: ['DOC018 onward.yaml:7:61 spec.windows[0].allow[0].days: expected a list of 1 or more, got an empty one'],
    },
    {
      reason: 'a date that is none',
      window: night.replace('}]}', '}], except: ["2026-02-30"]}'),
      is: ['PLN031 onward.yaml:7:107 2026-02-30 is no date of the calendar'],
    },
  ])('are refused where they cannot be: $reason', async ({ window, is }) => {
    expect(await says(window)).toEqual(is);
  });

  it('have each its own name', async () => {
    const tree = { '/w/onward.yaml': project(night, night), '/w/a.yaml': cluster('a') };
    expect(await problems(tree, ['a.yaml'])).toEqual(['DOC034 onward.yaml:8:14 spec.windows has night twice']);
  });
});

describe('a document that names a window', () => {
  it('names one that is declared', async () => {
    const tree = { '/w/onward.yaml': project(night), '/w/a.yaml': keeping('nigth') };
    expect(await problems(tree, ['a.yaml'])).toEqual([
      'PLN030 a.yaml:4:105 the window nigth is not declared; did you mean night?',
    ]);
  });

  it('may be a set, in its template and in its overrides', async () => {
    const set = [
      'apiVersion: onward/v1',
      'kind: VirtualMachineSet',
      'metadata: {name: erp}',
      'spec:',
      '  operationCenter: hz',
      '  selector: {cluster: hz-a, matchLabels: {app: erp}}',
      '  template: {spec: {placement: {cluster: hz-b}, cutover: {window: nigth}}}',
      '  overrides: [{name: erp-db, spec: {cutover: {window: day}}}]',
      '',
    ].join('\n');
    const files = memoryFiles({ '/w/onward.yaml': project(night), '/w/a.yaml': set });
    const result = await loadDocuments(['a.yaml'], { kinds, files, cwd: '/w' });
    expect(result.diagnostics.map(brief)).toEqual([
      'PLN030 a.yaml:7:67 the window nigth is not declared; did you mean night?',
      'PLN030 a.yaml:8:55 the window day is not declared',
    ]);
  });
});
