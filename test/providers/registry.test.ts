import { expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';

it('no code is that of checks of two kinds, so that explain has one answer', () => {
  const probes = /^PRB/;
  const owners = kinds.flatMap(({ name, checks }) =>
    [...new Set(checks.map(({ code }) => code))].filter((code) => !probes.test(code)).map((code) => ({ code, name })),
  );
  const codes = owners.map(({ code }) => code);
  expect(owners.filter(({ code }) => codes.indexOf(code) !== codes.lastIndexOf(code))).toEqual([]);
});

it('a kind that has members names one that there is', () => {
  const names = kinds.map(({ name }) => name);
  expect(kinds.flatMap(({ members }) => members ?? []).filter((name) => !names.includes(name))).toEqual([]);
});
