import { describe, expect, it } from 'vitest';
import { findInSpec } from '../../src/document/validate.ts';

const schema = {
  type: 'object',
  properties: { later: { type: 'object', 'x-onward': { honoured: false } }, now: { type: 'string' } },
};
const error = (instancePath: string) => ({ instancePath, keyword: 'type', params: { type: 'string' }, schemaPath: '' });

describe('a field that this version does not honour', () => {
  it('is refused by name, and what is wrong within it is not told', () => {
    const validateSpec = () => [error('/later/part'), error('/now')];
    expect(
      findInSpec({ later: { part: 5 }, now: 5 }, '/spec', { schema, validateSpec }).map(({ code, summary }) => [
        code,
        summary,
      ]),
    ).toEqual([
      ['DOC020', 'spec.later is not honoured by this version of onward'],
      ['DOC017', 'spec.now: expected a text, got the number 5'],
    ]);
  });
});
