import { describe, expect, it } from 'vitest';
import { brief, cluster, clusterId, load, problems } from './load.ts';

const head = 'apiVersion: onward/v1\nkind: AckCluster\nmetadata:\n  name: prod\n';

const spec = (...lines: readonly string[]): string =>
  `${head}spec:\n  clusterId: ${clusterId}\n  region: cn-hangzhou\n  edition: pro\n${lines.map((line) => `  ${line}\n`).join('')}`;

const says = async (text: string): Promise<readonly string[]> => problems({ '/w/a.yaml': text }, ['a.yaml']);

describe('the envelope of a document', () => {
  it.each([
    {
      reason: 'a list',
      text: '- a\n',
      is: ['DOC013 a.yaml:1:1 a document is a map, and this is a list'],
    },
    {
      reason: 'a single value',
      text: 'hello\n',
      is: ['DOC013 a.yaml:1:1 a document is a map, and this is the text "hello"'],
    },
    {
      reason: 'another version',
      text: spec('regoin: x').replace('onward/v1', 'onward/v2'),
      is: ['DOC014 a.yaml:1:13 apiVersion: expected onward/v1, got the text "onward/v2"; did you mean onward/v1?'],
    },
    {
      reason: 'a file of another tool: nothing but that is said of it',
      text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: b}\nspec: {replicas: 1}\n',
      is: [
        'DOC014 a.yaml:1:13 apiVersion: expected onward/v1, got the text "apps/v1"',
        'DOC015 a.yaml:2:7 unknown kind Deployment',
      ],
    },
    {
      reason: 'a misspelt kind',
      text: spec().replace('AckCluster', 'ACKcluser'),
      is: ['DOC015 a.yaml:2:7 unknown kind ACKcluser; did you mean AckCluster?'],
    },
    {
      reason: 'everything is missing',
      text: 'kind: AckCluster\n',
      is: [
        'DOC019 a.yaml:1:1 apiVersion is missing',
        'DOC019 a.yaml:1:1 metadata is missing',
        'DOC019 a.yaml:1:1 spec is missing',
      ],
    },
    {
      reason: 'a name that is no label',
      text: spec().replace('name: prod', 'name: Prod_1'),
      is: [
        'DOC018 a.yaml:4:9 metadata.name: expected lower-case letters, digits and hyphens, a letter or digit at both ends, got the text "Prod_1"',
      ],
    },
    {
      reason: 'a name that is too long',
      text: spec().replace('name: prod', `name: ${'a'.repeat(64)}`),
      is: [`DOC018 a.yaml:4:9 metadata.name: expected at most 63 characters, got the text "${'a'.repeat(60)}..."`],
    },
    {
      reason: 'a label that is a number',
      text: spec().replace('  name: prod', '  name: prod\n  labels: {wave: 1, "a b": c}'),
      is: [
        'DOC017 a.yaml:5:18 metadata.labels.wave: expected a text, got the number 1',
        'DOC018 a.yaml:5:21 metadata.labels: the key "a b" has the wrong form',
      ],
    },
    {
      reason: 'a misspelt key of the metadata; that name is missing is the same mistake',
      text: spec().replace('name: prod', 'nmae: prod'),
      is: ['DOC016 a.yaml:4:3 unknown key nmae in metadata; did you mean name?'],
    },
    {
      reason: 'a spec that is a text',
      text: `${head}spec: pro\n`,
      is: ['DOC017 a.yaml:5:7 spec: expected a map, got the text "pro"'],
    },
    {
      reason: 'a spec without anything in it',
      text: `${head}spec:\n`,
      is: ['DOC017 a.yaml:5:1 spec: expected a map, got nothing'],
    },
  ])('$reason', async ({ text, is }) => {
    expect(await says(text)).toEqual(is);
  });
});

describe('the spec of an AckCluster', () => {
  it.each([
    {
      reason: 'misspelt keys, at the key, at any depth',
      text: spec('acount: prod', 'gates:', '  confrim: name'),
      is: [
        'DOC016 a.yaml:9:3 unknown key acount in spec; did you mean account?',
        'DOC016 a.yaml:11:5 unknown key confrim in spec.gates; did you mean confirm?',
      ],
    },
    {
      reason: 'a key like none',
      text: spec('constructor: 1'),
      is: ['DOC016 a.yaml:9:3 unknown key constructor in spec'],
    },
    {
      reason: 'nothing that is required, at the key that should hold it',
      text: `${head}spec: {}\n`,
      is: [
        'DOC019 a.yaml:5:1 spec.clusterId is missing',
        'DOC019 a.yaml:5:1 spec.region is missing',
        'DOC019 a.yaml:5:1 spec.edition is missing',
      ],
    },
    {
      reason: 'wrong types say what was expected and what was got',
      text: spec('gates: 5', 'attestations: [a]', 'waivers: {}', 'account: 12'),
      is: [
        'DOC017 a.yaml:9:10 spec.gates: expected a map, got the number 5',
        'DOC017 a.yaml:10:17 spec.attestations: expected a map, got a list',
        'DOC017 a.yaml:11:12 spec.waivers: expected a list, got a map',
        'DOC017 a.yaml:12:12 spec.account: expected a text, got the number 12',
      ],
    },
    {
      reason: 'a value that is none of the allowed ones',
      text: spec().replace('edition: pro', 'edition: prod'),
      is: [
        'DOC018 a.yaml:8:12 spec.edition: expected one of pro, standard, dedicated, got the text "prod"; did you mean pro?',
      ],
    },
    {
      reason: 'an id of the wrong form',
      text: spec().replace(clusterId, 'prod-hangzhou'),
      is: [
        'DOC018 a.yaml:6:14 spec.clusterId: expected c and 32 hex digits, as the console shows it, got the text "prod-hangzhou"',
      ],
    },
    {
      reason: 'a key without a value: at the key',
      text: spec().replace('edition: pro', 'edition:'),
      is: ['DOC018 a.yaml:8:3 spec.edition: expected one of pro, standard, dedicated, got nothing'],
    },
    {
      reason: 'a waiver without a reason, and one until a day that does not exist',
      text: spec(
        'waivers:',
        '  - {code: ACK104, expires: 2026-02-30, reason: " "}',
        '  - code: ACK109',
        '    expires: 2026-12-01T00:00',
      ),
      is: [
        'DOC018 a.yaml:10:31 spec.waivers[0].expires: expected a date of the calendar, YYYY-MM-DD, got the text "2026-02-30"',
        'DOC018 a.yaml:10:51 spec.waivers[0].reason: expected some words that say why, got the text " "',
        'DOC019 a.yaml:11:7 spec.waivers[1].reason is missing',
        'DOC018 a.yaml:12:16 spec.waivers[1].expires: expected a date of the calendar, YYYY-MM-DD, got the text "2026-12-01T00:00"',
      ],
    },
    {
      reason: 'a window that nobody declared, where there is no project',
      text: spec('gates:', '  window: night', '  confirm: name'),
      is: ['PLN030 a.yaml:10:13 the window night is not declared'],
    },
    {
      reason: 'a document twice wrong and one that is right in one file: all that is wrong, in order',
      text: `${spec('gates: {window: night}', 'foo: 1')}---\n${cluster('b')}---\n- 1\n`,
      is: [
        'PLN030 a.yaml:9:19 the window night is not declared',
        'DOC016 a.yaml:10:3 unknown key foo in spec',
        'DOC013 a.yaml:17:1 a document is a map, and this is a list',
      ],
    },
  ])('$reason', async ({ text, is }) => {
    expect(await says(text)).toEqual(is);
  });

  it.each([
    { reason: 'a leap day', date: '2028-02-29', fits: true },
    { reason: 'no leap year', date: '2027-02-29', fits: false },
    { reason: 'a month too many', date: '2026-13-01', fits: false },
    { reason: 'one digit', date: '2026-1-1', fits: false },
  ])('a date is one of the calendar: $reason', async ({ date, fits }) => {
    const found = await says(spec(`waivers: [{code: ACK104, reason: why, expires: ${date}}]`));
    expect(found.length === 0).toBe(fits);
  });

  it('says what to do: take out what nobody knows, quote what looks like a number, write what is missing', async () => {
    const text = `${head}spec: {gate: {window: night}, region: cn-hangzhou, edition: pro, account: 12}\n`;
    const { diagnostics } = await load({ '/w/a.yaml': text }, ['a.yaml']);
    expect(diagnostics.map(({ code, remedy }) => `${code} ${String(remedy)}`)).toEqual([
      "DOC019 write it: The cluster's id: c and 32 hex digits, as the console shows it.",
      expect.stringMatching(/^DOC016 known here: account, /),
      'DOC017 put it in quotes',
    ]);
  });

  it('lists a hundred problems of a file, and counts the rest', async () => {
    const found = await says(spec(...Array.from({ length: 150 }, (_, index) => `unknown${String(index)}: 1`)));
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toBe('DOC036 a.yaml:109:3 50 more problems from here on');
  });

  it('keeps what is foreign out of the shape of a message', async () => {
    const { diagnostics } = await load({ '/w/a.yaml': spec(`"a\\nb${'x'.repeat(999)}": 1`) }, ['a.yaml']);
    const [line] = diagnostics.map(brief);
    expect(line).toBe(`DOC016 a.yaml:9:3 unknown key "a\\nb${'x'.repeat(57)}..." in spec`);
  });
});
