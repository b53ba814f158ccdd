import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/drift.schema.json' with { type: 'json' };
import type { DriftModel, DriftRow } from '../../src/render/model/drift-model.ts';
import { genericMessage, jsonBody } from '../../src/render/drift/drift-generic.ts';
import { renderDriftIssue } from '../../src/render/drift/drift-issue.ts';
import { slackMessage } from '../../src/render/drift/drift-slack.ts';
import { renderDrift } from '../../src/render/render-drift.ts';
import { emptyDrift } from './empty-drift.ts';
import { nasty } from './hostile.ts';

const row = (more: Partial<DriftRow> = {}): DriftRow => ({
  id: '0d4608b48d31e09f',
  class: 'regression',
  address: 'AckCluster/prod',
  topic: 'cluster.edition',
  says: '(applied by run prod-7f3a)',
  fact: 'cluster.edition',
  before: '"pro"',
  after: '"standard"',
  next: 'onward verify prod.yaml',
  standing: 'new',
  firstSeen: '2026-12-06T06:00:00+08:00',
  age: 'new',
  ...more,
});

const found: DriftModel = {
  ...emptyDrift,
  rows: [row({ class: 'in-flight', id: 'b' }), row()],
  gone: [
    {
      id: 'a',
      class: 'outside',
      address: 'AckCluster/old',
      topic: 'cluster.name',
      says: '',
      firstSeen: '2026-12-01T06:00:00+08:00',
    },
  ],
  since: { new: 2, still: 0, changed: 0, gone: 1 },
  contacts: { owner: 'platform', onCall: '#oncall' },
};

const hostile = (text: string): DriftModel => ({
  ...found,
  rows: [row({ says: text, before: text, after: text, was: text, ignored: { reason: text, expires: text, at: text } })],
  contacts: { owner: text, onCall: text },
});

const lengthOf = (text: string): number => new TextEncoder().encode(text).length;

interface Slack {
  readonly text: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly text: { readonly type: string; readonly text: string };
  }[];
}

const slack = (model: DriftModel) => slackMessage(model) as Slack;

describe('the faces of drift', () => {
  it('say the same facts: whose, what, how it is, and the next command', () => {
    const issue = renderDriftIssue(found).replaceAll('\\', '');
    const all = [
      renderDrift(found, { width: 400, color: false }),
      issue,
      slack(found)
        .blocks.map(({ text }) => text.text.replaceAll('&gt;', '>'))
        .join('\n'),
    ];
    for (const face of all.map((text) => text.replaceAll('&gt;', '>').replaceAll('&#8203;', '')))
      for (const part of [
        'AckCluster/prod',
        '"pro" -> "standard"',
        'onward verify prod.yaml',
        'AckCluster/old',
        '2 new, 0 still, 1 gone',
      ])
        expect(face).toContain(part);
  });

  it('as JSON is what its schema says, and nothing hides in it', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    for (const model of [found, emptyDrift, { ...found, memory: 'none', since: null } as const])
      expect(validate(JSON.parse(jsonBody(genericMessage(model)))) || validate.errors).toBe(true);
    expect(jsonBody(genericMessage(hostile('\u202e\u001b[2J')))).toMatch(/^[\x20-\x7e]*$/);
    expect(genericMessage({ ...found, rows: Array.from({ length: 700 }, () => row()) })).toMatchObject({
      omitted: 200,
    });
  });
});

describe('the body of an issue', () => {
  it('carries the marker that finds it again, each class with its meaning, and whom to ask', () => {
    const issue = renderDriftIssue(found);
    expect(issue.startsWith('<!-- onward:drift -->\n## Drift: 2 in 1 of 640 targets')).toBe(true);
    expect(issue).toContain('### 1 regression\n\nwhat a run applied and proved, and is lost again');
    expect(issue.indexOf('regression')).toBeLessThan(issue.indexOf('in-flight'));
    expect(issue).toContain('owner: platform, on call: ');
    expect(issue).toContain('### 1 gone');
  });

  it('is nothing at all where there is nothing to say', () => {
    expect(renderDriftIssue(emptyDrift)).toBe('');
  });

  it('has room for 60,000 bytes, and says what had none', () => {
    const issue = renderDriftIssue({
      ...found,
      rows: Array.from({ length: 3000 }, () => row({ says: 'ö'.repeat(50) })),
    });
    expect(lengthOf(issue)).toBeLessThanOrEqual(60_000);
    expect(issue).toMatch(/\d+ more lines have no room here/);
  });

  it.each(nasty)('is not forged by $reason', ({ text }) => {
    const issue = renderDriftIssue(hostile(text));
    expect(issue.match(/<!--/g)).toHaveLength(1);
    expect(issue).not.toMatch(/<(img|details|\/details|\/summary)/);
    expect(issue).not.toMatch(/[\u001b\u202e\u2028\u0085\u009b]/);
    expect(issue).not.toMatch(/(^|\s)@all\b/);
    expect(issue.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(3);
  });
});

describe('the message for Slack', () => {
  it('puts the worst first, in plain blocks', () => {
    const { text, blocks } = slack(found);
    expect(text).toBe('Drift: 2 in 1 of 640 targets  2026-12-06 06:00:00 +08:00; 2 new, 0 still, 1 gone');
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'section', 'section']);
    expect(blocks.every((block) => block.text.type === 'plain_text')).toBe(true);
    expect(blocks[2]?.text.text).toContain('REGRESSION AckCluster/prod');
  });

  it('keeps to the limits of the service: 50 blocks, 3,000 and 150 characters', () => {
    const long = row({ says: '<&>'.repeat(3000) });
    const { blocks } = slack({ ...found, rows: Array.from({ length: 200 }, () => long) });
    expect(blocks).toHaveLength(50);
    expect(blocks.at(-1)?.text.text).toContain('154 more');
    expect(Math.max(...blocks.map(({ text }) => text.text.length))).toBeLessThanOrEqual(3000);
    expect(blocks[0]?.text.text.length).toBeLessThanOrEqual(150);
    // No entity is cut in two.
    expect(blocks.map(({ text }) => text.text).join(' ')).not.toMatch(/&(?!(amp|lt|gt);)/);
  });

  it.each([...nasty, { text: '<!channel> <@U01> @here', reason: 'mentions everybody' }])(
    'is not forged by $reason',
    ({ text }) => {
      const message = slack(hostile(text));
      const all = [message.text, ...message.blocks.map((block) => block.text.text)].join('\n');
      expect(all).not.toMatch(/<|@\w/);
      expect(all).not.toMatch(/[\u001b\u202e\u2028\u0085\u009b]/);
    },
  );
});
