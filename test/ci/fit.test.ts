import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenced, fit } from '../../src/ci/fit.ts';
import { gitHubOutputs } from '../../src/ci/outputs.ts';
import { outputsIn } from './job-host.ts';

const notice = 'Cut here.';
const bytes = (text: string): number => Buffer.byteLength(text);

describe('a text that fits', () => {
  it('is left as it is', () => {
    expect(fit('short', 5000, notice)).toBe('short');
  });
});

describe('a text that does not fit', () => {
  it('is cut between lines, what was open is closed, and the notice stands behind it', () => {
    const body = [
      '<details><summary>Steps</summary>',
      '',
      '```diff',
      ...Array<string>(3000).fill('- line'),
      '```',
      '</details>',
    ];
    const cut = fit(body.join('\n'), 4000, notice);
    expect(bytes(cut)).toBeLessThanOrEqual(4000);
    expect(cut.split('\n').slice(-6)).toEqual(['- line', '```', '', '</details>', '', notice, ''].slice(-6));
  });

  it('counts no fold that is only quoted in a block', () => {
    const body = ['```', ...Array<string>(2000).fill('<details>'), '```'].join('\n');
    expect(fit(body, 3000, notice)).not.toContain('</details>');
  });

  it('fits whatever it is, in bytes', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom('```', '<details>', '</details>'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 900 }), (lines) => {
        expect(bytes(fit(lines.join('\n'), 4000, notice))).toBeLessThanOrEqual(4000);
      }),
    );
  });
});

describe('a block of foreign text', () => {
  it('is ended by nothing in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '\n', 'a') }), (text) => {
        const lines = fenced(text).split('\n');
        const fence = lines.at(-1) ?? '';
        expect(lines.slice(1, -1).some((one) => one.trim().startsWith(fence))).toBe(false);
      }),
    );
  });
});

describe('an output', () => {
  it('says what it says, and begins no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '\n', 'a', '=', 'onward-1') }), (value) => {
        let count = 0;
        const text = gitHubOutputs({ first: value, second: 'x' }, () => String((count += 1)));
        expect(outputsIn(text)).toEqual({ first: value, second: 'x' });
      }),
    );
  });
});
