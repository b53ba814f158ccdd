import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments, stringify } from 'yaml';
import type { Json } from '../../../src/core/fact.ts';
import { changed, changes, type Change } from './odd-values.ts';
import { edits, spoiled, type Edit } from './edits.ts';

const textAt = (path: string): string => readFileSync(path, 'utf8');

const inGallery = (file: string): readonly string[] =>
  readdirSync('plans')
    .map((scenario) => join('plans', scenario, file))
    .filter((path) => existsSync(path));

const folder = (path: string): readonly string[] =>
  readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(path, name));

/** Every member that a project can have, beside what the gallery shows. */
const wholeProject = `apiVersion: onward/v1
kind: Project
metadata: {name: all}
spec:
  documents: [documents/*.yaml]
  accounts: [{name: prod, id: "1234567890123456"}]
  defaults:
    - {kind: AckCluster, spec: {region: cn-hangzhou, edition: pro}}
    - {kind: VirtualMachine, spec: {network: direct, storagePolicy: REPLICA_2_THIN_PROVISION}}
  waves:
    - {name: canary, selector: {matchLabels: {wave: canary}}, soak: 24h}
    - {name: rest}
  windows:
    - {name: sat-night, timezone: Asia/Shanghai, allow: [{days: [Sat], from: "02:00", to: "02:15"}], onOverrun: park}
`;

/** Documents as people write them: of every kind, and of one that is of another tool. */
const targets: readonly string[] = [
  ...inGallery('desired.yaml'),
  ...folder('examples'),
  'worlds/pro.yaml',
  'worlds/machines.yaml',
];
const projects: readonly string[] = [...inGallery('onward.yaml'), 'whole'];

/** A file that somebody left so: the real one's name, what was done to its values, then to its text, then to its bits. */
export interface SpoiledFile {
  readonly of: string;
  /** The values were written again, with these changes; absent: the text is as a person wrote it. */
  readonly changes?: readonly Change[];
  readonly as: 'yaml' | 'json';
  readonly edits: readonly Edit[];
}

const texts = new Map<string, string>();
const written = (of: string): string => {
  const text = texts.get(of) ?? (of === 'whole' ? wholeProject : textAt(of));
  texts.set(of, text);
  return text;
};

const again = (of: string, all: readonly Change[], as: SpoiledFile['as']): string =>
  parseAllDocuments(written(of))
    .map((document) => changed(document.toJS() as Json, all))
    .map((value) => (as === 'json' ? JSON.stringify(value, null, 1) : stringify(value)))
    .join(as === 'json' ? '\n---\n' : '---\n');

export const bytesOf = ({ of, changes: all, as, edits: done }: SpoiledFile): Uint8Array =>
  spoiled(all === undefined ? written(of) : again(of, all, as), done);

const file = (of: readonly string[]): fc.Arbitrary<SpoiledFile> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ of: fc.constantFrom(...of), as: fc.constant('yaml' as const), edits }) },
    {
      weight: 3,
      arbitrary: fc.record({
        of: fc.constantFrom(...of),
        changes,
        as: fc.constantFrom('yaml', 'json'),
        edits: fc.constant([]),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ of: fc.constantFrom(...of), changes, as: fc.constantFrom('yaml', 'json'), edits }),
    },
  );

const asWritten = (of: readonly string[]): fc.Arbitrary<SpoiledFile> =>
  fc.record({ of: fc.constantFrom(...of), as: fc.constant('yaml' as const), edits: fc.constant([]) });

/** What a verb is given: a document and the project around it, one of them spoiled at least. */
export interface Given {
  readonly document: SpoiledFile;
  readonly project: SpoiledFile | null;
}

export const given: fc.Arbitrary<Given> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ document: file(targets), project: fc.constant(null) }) },
  { weight: 1, arbitrary: fc.record({ document: file(targets), project: asWritten(projects) }) },
  { weight: 2, arbitrary: fc.record({ document: asWritten(targets), project: file(projects) }) },
);
