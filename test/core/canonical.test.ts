import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, equal } from '../../src/core/canonical.ts';
import type { Json } from '../../src/core/fact.ts';

/** From a 64-bit pattern, as RFC 8785 appendix B lists them. */
const double = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE();

const numbers = [
  { bits: '0000000000000000', text: '0', reason: 'zero' },
  { bits: '8000000000000000', text: '0', reason: 'minus zero' },
  { bits: '0000000000000001', text: '5e-324', reason: 'the least positive number' },
  { bits: '8000000000000001', text: '-5e-324', reason: 'the least negative number' },
  { bits: '7fefffffffffffff', text: '1.7976931348623157e+308', reason: 'the greatest number' },
  { bits: '4340000000000000', text: '9007199254740992', reason: 'the greatest exact integer' },
  { bits: '4430000000000000', text: '295147905179352830000', reason: '2^68' },
  { bits: '44b52d02c7e14af5', text: '9.999999999999997e+22', reason: 'an exponent from 1e21 on' },
  { bits: '44b52d02c7e14af6', text: '1e+23', reason: 'no more digits than needed' },
  { bits: '444b1ae4d6e2ef4e', text: '999999999999999700000', reason: 'below 1e21' },
  { bits: '444b1ae4d6e2ef50', text: '1e+21', reason: '1e21' },
  { bits: '3eb0c6f7a0b5ed8d', text: '0.000001', reason: 'no exponent down to 1e-6' },
  { bits: '3eb0c6f7a0b5ed8c', text: '9.999999999999997e-7', reason: 'below 1e-6' },
  { bits: '41b3de4355555554', text: '333333333.33333325', reason: 'a rounding' },
  { bits: 'becbf647612f3696', text: '-0.0000033333333333333333', reason: 'a small negative number' },
];

describe('canonical JSON (RFC 8785)', () => {
  it.each(numbers)('writes the number $bits as $text: $reason', ({ bits, text }) => {
    expect(canonical(double(bits))).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d, which JSON has not', (bad) => {
    expect(() => canonical({ a: [bad] })).toThrow(TypeError);
  });

  it('is the sample of section 3.2.2', () => {
    const sample = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\"\/',
      literals: [null, true, false],
    };
    expect(canonical(sample)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts members by UTF-16 code units, as section 3.2.3 shows', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const value = Object.fromEntries(names.map((name) => [name, name]));
    expect(Object.keys(JSON.parse(canonical(value)) as object)).toHaveLength(names.length);
    const order = [...canonical(value).matchAll(/:("(?:[^"\\]|\\.)*")/g)].map(
      ([, text]) => JSON.parse(text!) as string,
    );
    expect(order).toEqual(['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
  });

  it.each([
    {
      text: '{"b":1,"__proto__":{"d":1,"c":2},"a":1}',
      is: '{"__proto__":{"c":2,"d":1},"a":1,"b":1}',
      reason: 'a prototype',
    },
    {
      text: '{"b":[{"10":1,"9":2,"a":{"d":1,"c":2}}],"a":1}',
      is: '{"a":1,"b":[{"10":1,"9":2,"a":{"c":2,"d":1}}]}',
      reason: 'numbers',
    },
  ])('keeps and sorts names that an object would take for $reason', ({ text, is }) => {
    expect(canonical(JSON.parse(text))).toBe(is);
  });

  it('refuses what is no number beside such a name too', () => {
    expect(() => canonical({ 1: 'a', 2: Number.NaN })).toThrow(TypeError);
  });

  it('leaves out members that are undefined, at any depth', () => {
    expect(canonical({ b: undefined, a: { c: undefined, d: [] } })).toBe('{"a":{"d":[]}}');
  });

  it('reads back as the same value, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonical(value);
        expect(canonical(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(reversed)).toBe(canonical(value));
        expect(equal(reversed as Json, value as Json)).toBe(true);
      }),
    );
  });

  it('tells values apart that differ', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        if (same) expect(canonical(a)).toBe(canonical(b));
        else if (canonical(a) === canonical(b)) expect(JSON.parse(canonical(a))).toEqual(JSON.parse(canonical(b)));
      }),
    );
    expect(equal([1, 2], [2, 1])).toBe(false);
    expect(equal('1', 1)).toBe(false);
    expect(equal({ a: null }, {})).toBe(false);
  });
});
