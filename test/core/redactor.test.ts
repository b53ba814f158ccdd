import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/core/redactor.ts';

describe('the redactor', () => {
  it.each([
    { reason: 'as it is', said: 'was s/3"cret' },
    { reason: 'as a query has it', said: 'was s%2F3%22cret' },
    { reason: 'as a JSON text within a text has it', said: String.raw`was s/3\"cret` },
  ])('takes a secret out that is repeated $reason', ({ said }) => {
    expect(createRedactor('s/3"cret').redact(said)).toBe('was [secret]');
  });

  it('takes the longer of two first: nothing of it is left where the other is a part of it', () => {
    expect(createRedactor('abc', 'abcdef').redact('abc abcdef')).toBe('[secret] [secret]');
  });

  it('takes nothing out for a secret that is empty or not there', () => {
    expect(createRedactor('', null).redact('as it was')).toBe('as it was');
  });

  it('knows from then on what it is told later', () => {
    const redactor = createRedactor();
    expect(redactor.redact('s3cret')).toBe('s3cret');
    redactor.keep('s3cret');
    expect(redactor.redact('s3cret')).toBe('[secret]');
  });
});
