import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasStatement,
  mostBytes,
  readDocument,
  sizeOf,
  textOf,
  withoutStatement,
  withStatement,
  type PolicyDocument,
  type PolicyStatement,
} from '../../../../providers/ack/policy/document.ts';

const ours: PolicyStatement = {
  Effect: 'Allow',
  Action: ['oss:PutObject', 'oss:GetObject'],
  Resource: ['acs:oss:*:*:etcd-prod/*'],
};

const statement = fc.record(
  {
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 })),
    Resource: fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 })),
    Condition: fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.string())),
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
);
// As RAM gives them: JSON text.
const anyDocument = fc
  .record({ Version: fc.constant('1'), Statement: fc.array(statement, { maxLength: 6 }) })
  .map((document) => readDocument(JSON.stringify(document))!);
const anyStatement = statement.map((one) => JSON.parse(JSON.stringify(one)) as PolicyStatement);

const rest = (document: PolicyDocument) => document['Statement'] as readonly unknown[];

describe('one statement in a policy', () => {
  it('added and taken back leaves the rest as it was', () => {
    fc.assert(
      fc.property(anyDocument, anyStatement, (document, one) => {
        fc.pre(!hasStatement(document, one));
        expect(withoutStatement(withStatement(document, one), one)).toEqual(document);
      }),
    );
  });

  it('added twice is there once, at the end', () => {
    fc.assert(
      fc.property(anyDocument, anyStatement, (document, one) => {
        fc.pre(!hasStatement(document, one));
        const once = withStatement(document, one);
        expect(withStatement(once, one)).toBe(once);
        expect(rest(once)).toEqual([...rest(document), one]);
      }),
    );
  });

  it('is taken from what is there now, whatever else was added meanwhile', () => {
    fc.assert(
      fc.property(anyDocument, anyStatement, anyStatement, (document, one, later) => {
        fc.pre(!hasStatement(document, one) && textOf(one) !== textOf(later) && !hasStatement(document, later));
        fc.pre(!hasStatement({ Statement: [later] }, one));
        const now = withStatement(withStatement(document, one), later);
        expect(withoutStatement(now, one)).toEqual(withStatement(document, later));
      }),
    );
  });

  it('that is not there is not missed', () => {
    const document = readDocument('{"Version":"1","Statement":[]}')!;
    expect(withoutStatement(document, ours)).toBe(document);
  });

  it('is known again in another order of its members, and not with another value', () => {
    const { Effect, Action, Resource } = ours;
    expect(hasStatement({ Statement: [{ Resource, Action, Effect }] }, ours)).toBe(true);
    expect(hasStatement({ Statement: [{ Effect, Action: 'oss:*', Resource }] }, ours)).toBe(false);
  });

  it('finds its place beside a lone statement without a list', () => {
    const lone = { Effect: 'Deny', Action: '*', Resource: '*' };
    expect(withStatement({ Version: '1', Statement: lone }, ours)).toEqual({ Version: '1', Statement: [lone, ours] });
  });
});

describe('the size of a policy', () => {
  it('is bytes, not characters', () => {
    expect(sizeOf({ a: '桶' })).toBe(Buffer.byteLength('{"a":"桶"}'));
    expect(mostBytes).toBe(6144);
  });

  it('is what is sent', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(sizeOf(document)).toBe(Buffer.byteLength(textOf(document)));
        expect(readDocument(textOf(document))).toEqual(document);
      }),
    );
  });

  it.each(['', '[]', '"x"', '{'])('of “%s” is none: it is no document', (text) => {
    expect(readDocument(text)).toBeNull();
  });
});
