import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseXml, xmlText } from '../../../providers/ack/xml.ts';

interface Case {
  readonly reason: string;
  readonly text: string;
  readonly is: object | null;
}

const cases: readonly Case[] = [
  { reason: 'text is text', text: '<a><b>007</b><c> x </c><d/></a>', is: { a: { b: '007', c: 'x', d: '' } } },
  { reason: 'entities are resolved', text: '<a>&lt;&amp;&#x41;</a>', is: { a: '<&A' } },
  { reason: 'CDATA is text', text: '<a><![CDATA[<b>]]></a>', is: { a: '<b>' } },
  { reason: 'several of a name are a list', text: '<a><b>1</b><b>2</b></a>', is: { a: { b: ['1', '2'] } } },
  { reason: 'one of a listed name is one, too', text: '<a><l>1</l></a>', is: { a: { l: ['1'] } } },
  {
    reason: 'a name of JavaScript’s is a name',
    text: '<a><constructor>1</constructor></a>',
    is: { a: { constructor: '1' } },
  },
  { reason: 'half of it is nothing', text: '<a><b>1</b>', is: null },
  { reason: 'wrongly closed is nothing', text: '<a><b></a>', is: null },
  { reason: 'a page of HTML is nothing', text: '<html><br></html>', is: null },
  { reason: 'no text is nothing', text: '', is: null },
  { reason: 'JSON is nothing', text: '{"a":1}', is: null },
  { reason: 'entities of its own are not believed', text: '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', is: null },
];

describe('XML', () => {
  it.each(cases)('is plain data: $reason', ({ text, is }) => {
    expect(parseXml(text, ['l'])).toEqual(is);
  });

  it('gives back any text that was written into it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const printable = text.replaceAll(/[^\x20-\x7e]/g, '');
        expect(parseXml(`<a>${xmlText(printable)}</a>`, [])).toEqual({ a: printable.trim() });
      }),
    );
  });
});
