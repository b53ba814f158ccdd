import { describe, expect, it } from 'vitest';
import { cluster, load, loaded, problems } from './load.ts';

const noted = (annotations: string): string =>
  cluster('prod').replace('{name: prod}', `{name: prod, annotations: ${annotations}}`);

const at = 'a.yaml:3:38';

describe('annotations', () => {
  it('are kept as they are written, others’ too', async () => {
    const text = noted('{onward/change: CHG12345, team.example.com/owner: "alice & bob", note: " x\\n"}');
    expect((await loaded({ '/w/a.yaml': text }, ['a.yaml'])).desired[0]?.annotations).toEqual({
      'onward/change': 'CHG12345',
      'team.example.com/owner': 'alice & bob',
      note: ' x\n',
    });
  });

  it.each([
    {
      reason: 'a misspelt one of ours',
      annotations: '{onward/chagne: CHG1}',
      is: `DOC016 ${at} unknown annotation onward/chagne; did you mean onward/change?`,
    },
    {
      reason: 'one of ours that no version knows',
      annotations: '{onward/everything-forbidden: x}',
      is: `DOC016 ${at} unknown annotation onward/everything-forbidden`,
    },
    {
      reason: 'a number of a change request that is no text',
      annotations: '{onward/change: 12345}',
      is: 'DOC017 a.yaml:3:53 metadata.annotations.onward/change: expected a text, got the number 12345',
    },
    {
      reason: 'one that is too long',
      annotations: `{onward/change: ${'C'.repeat(257)}}`,
      is: `DOC018 a.yaml:3:53 metadata.annotations.onward/change: expected at most 256 characters, got the text "${'C'.repeat(60)}..."`,
    },
    {
      reason: 'one of several lines',
      annotations: '{onward/change: "CHG1\\nREADY"}',
      is: 'DOC018 a.yaml:3:53 metadata.annotations.onward/change: expected one line of text, without blanks at its ends, got the text "CHG1\\nREADY"',
    },
    {
      reason: 'an empty one',
      annotations: '{onward/change: ""}',
      is: 'DOC018 a.yaml:3:38 metadata.annotations.onward/change: expected at least 1 character, got the text ""',
    },
  ])('are refused: $reason', async ({ annotations, is }) => {
    expect(await problems({ '/w/a.yaml': noted(annotations) }, ['a.yaml'])).toEqual([is]);
  });

  it('are said to be free where they are not ours', async () => {
    const result = await load({ '/w/a.yaml': noted('{onward/chagne: CHG1}') }, ['a.yaml']);
    expect(result.diagnostics.map(({ remedy }) => remedy)).toEqual([
      'known here: onward/change; a key without onward/ is yours',
    ]);
  });
});
