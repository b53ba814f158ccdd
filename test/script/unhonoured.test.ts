import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Scene } from './scene.ts';

let here: Scene;
beforeAll(async () => {
  here = await openScene();
});
afterAll(() => here.close());

const project = (line: string): string =>
  [
    'apiVersion: onward/v1',
    'kind: Project',
    'metadata: { name: ack }',
    'spec:',
    '  documents: ["prod.yaml"]',
    `  ${line}`,
    '',
  ].join('\n');

/** The part of a dotted path that a person reads as the field's name. */
const refusal = (field: string, place: string) => async (args: readonly string[]) => {
  const refused = await here.onward(args);
  expect(refused).toMatchObject({ exit: 3, stdout: '' });
  expect(refused.stderr).toMatch(
    new RegExp(`^${place}: DOC020 ${field.replaceAll('.', '\\.')}\\b.* is not honoured`, 'm'),
  );
  expect(refused.stderr).toMatch(/^ +fix: take it out/m);
};

describe('a field that the format knows and this version does not act on', () => {
  it.each([{ line: 'kubernetes: later' }])(
    'is refused by name in a project, never ignored: $line',
    async ({ line }) => {
      here.write('onward.yaml', project(line));
      const field = `spec.${line.slice(0, line.indexOf(':'))}`;
      await refusal(field, `onward.yaml:6:3`)(['plan']);
      await refusal(field, `onward.yaml:6:3`)(['drift']);
    },
  );

  it('never reaches the cloud', async () => {
    expect(await here.twin.calls()).toEqual([]);
  });
});

describe('a project that is honoured', () => {
  it.each([
    { line: 'store: kept', reason: 'a store' },
    { line: 'accounts: [{ name: prod, id: "1234567890123456" }]', reason: 'accounts' },
    { line: 'defaults: [{ kind: AckCluster, spec: { region: cn-hangzhou } }]', reason: 'defaults' },
    { line: 'contacts: { owner: platform@example.com, onCall: "#oncall" }', reason: 'contacts' },
  ])('is planned from: $reason', async ({ line }) => {
    here.write('onward.yaml', project(line));
    expect(await here.onward(['plan', '--detailed-exitcode'])).toMatchObject({ exit: 2 });
  });
});
