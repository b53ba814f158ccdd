import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { parsePlan } from '../../src/app/read-plan.ts';
import { canonical } from '../../src/core/canonical.ts';
import { decisionOf } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';
import schema from '../../schemas/plan.schema.json' with { type: 'json' };
import { disagreements, extractors } from '../render/agree.ts';
import { gistOf } from './gist-of.ts';
import { sha256 } from './golden-host.ts';
import { makeGolden, type Golden } from './make-golden.ts';
import { readmeText } from './readme-text.ts';
import {
  folderOf,
  gallery,
  generated,
  handWritten,
  isVariant,
  keptOf,
  optional,
  readExpected,
  readGolden,
  readWritten,
  readme,
  scenarios,
} from './scenarios.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const fitsSchema = ajv.compile<Plan>(schema);

describe('the gallery', () => {
  it('holds folders and the list of them, and that list is the one `npm run golden` writes', () => {
    expect(readdirSync(gallery).sort()).toEqual([...scenarios, readme].sort());
    expect(readFileSync(join(gallery, readme), 'utf8')).toBe(readmeText());
  });
});

describe.each(scenarios)('%s', (scenario) => {
  let golden: Golden;
  beforeAll(async () => {
    golden = await makeGolden(scenario);
  });

  it('has every file, and none too many', () => {
    const files = readdirSync(folderOf(scenario)).filter((name) => name !== optional);
    // A variant leaves out what it takes as it is.
    const written = handWritten.filter((name) => !isVariant(scenario) || files.includes(name));
    expect(files.sort()).toEqual([...written, ...keptOf(scenario)].sort());
    for (const name of handWritten) expect(readWritten(scenario, name)).not.toBe('');
  });

  it('is planned as the rules demand', () => {
    const { says, ...expected } = readExpected(scenario);
    expect(says).toMatch(/^\S.*[^.]$/);
    expect(gistOf(golden.plan)).toEqual(expected);
  });

  it.each(keptOf(scenario))('makes the very %s that was reviewed (npm run golden writes a new one)', (file) => {
    expect(golden.files[file]).toBe(readGolden(scenario, file));
  });

  it('is a plan file: it fits the schema, its digest and decision are its own, and it survives being read and written', () => {
    const text = golden.files['plan.json'];
    const value: unknown = JSON.parse(text);
    expect(fitsSchema(value) ? [] : fitsSchema.errors).toEqual([]);
    const read = parsePlan(text, 'plan.json', { sha256 });
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    expect(decisionOf(read.value.plan, sha256)).toBe(read.value.plan.decision);
    expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
    expect(golden.files['plan.md']).toContain(read.value.plan.decision);
  });

  it.each(extractors)('is told by the $face face as the plan says it', (extractor) => {
    expect(disagreements(golden.plan, extractor)).toEqual([]);
  });

  it('leaves no trace of the machine it was made on', () => {
    const text = generated.map((file) => golden.files[file]).join('\n');
    expect([...new Set(text.match(/127\.0\.0\.1:\d+/g) ?? [])].filter((at) => !/:(644[3-9]|8443)$/.test(at))).toEqual(
      [],
    );
    expect(text).not.toContain('twin-secret');
    expect(text).not.toContain(gallery);
  });
});
