import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { secrets } from '../script/secrets.ts';
import { pulumi } from './pulumi-under-test.ts';

interface State {
  readonly checkpoint: {
    readonly latest: {
      readonly resources?: readonly { readonly type: string; readonly inputs?: Readonly<Record<string, unknown>> }[];
    };
  };
}

const statesBelow = (folder: string): readonly State[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\/stacks\/.*\.json$/.test(path))
    .map((path) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as State);

/** Of a step Pulumi's state may know the ids and the fixed stub. */
const onlyIds = (work: string): void => {
  const resources = statesBelow(work).flatMap(({ checkpoint }) => checkpoint.latest.resources ?? []);
  const steps = resources.filter(({ type }) => type.startsWith('pulumi-nodejs:dynamic/onward:'));
  expect(steps.length).toBeGreaterThan(0);
  for (const { inputs = {} } of steps) {
    expect(Object.keys(inputs).toSorted()).toEqual(['__provider', 'plan', 'step']);
    expect(inputs['plan']).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(inputs['step']).toBe('prod-hangzhou/migrate');
  }
};

secrets(pulumi, onlyIds);
