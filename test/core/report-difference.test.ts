import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/fact.ts';
import { differencesOf } from '../../src/core/report/difference.ts';

const between = (told: string, found: string): readonly string[] =>
  differencesOf(JSON.parse(told) as Json, JSON.parse(found) as Json, { exactly: true }).map(({ path }) => path);

describe('the difference between what is told and what was found', () => {
  it.each([
    { told: '{"a":1}', found: '{"a":1}', paths: [], reason: 'the same' },
    { told: '{"a":[1,2]}', found: '{"a":[1]}', paths: ['a/1'], reason: 'one more' },
    { told: '{"__proto__":{}}', found: '{}', paths: ['__proto__'], reason: 'a name that every object answers to' },
    { told: '{"constructor":null}', found: '{}', paths: ['constructor'], reason: 'another one' },
    { told: '{}', found: '{"toString":1}', paths: ['toString'], reason: 'one that only was found' },
  ])('is at $paths: $reason', ({ told, found, paths }) => {
    expect(between(told, found)).toEqual(paths);
    for (const { told: one, found: other } of differencesOf(JSON.parse(told) as Json, JSON.parse(found) as Json, {
      exactly: true,
    }))
      expect([one, other].filter((value) => typeof value === 'function')).toEqual([]);
  });
});
