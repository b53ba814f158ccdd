import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { renderDiagnostics } from '../../src/render/render-diagnostics.ts';
import { renderExplain } from '../../src/render/render-explain.ts';

const all: readonly Diagnostic[] = [
  {
    code: 'ENG001',
    severity: 'error',
    summary: 'unknown field "editon"',
    detail:
      'An AckCluster has no such field. Did you mean edition? Fields that are not known are refused, never ignored.',
    at: { file: 'clusters/prod.yaml', line: 14, column: 3 },
    remedy: 'write edition',
  },
  { code: 'ENG002', severity: 'warning', summary: 'a waiver is not needed', address: 'AckCluster/prod' },
  { code: 'ENG003', severity: 'info', summary: 'nothing\u001b[2J', at: { file: 'a\nb.yaml' } },
];

describe('diagnostics', () => {
  it('are written as good compilers do: place, code, summary, then detail and fix', () => {
    expect(renderDiagnostics(all, { format: 'text', width: 60, color: false }).split('\n')).toEqual([
      'clusters/prod.yaml:14:3: ENG001 unknown field "editon"',
      '  An AckCluster has no such field. Did you mean edition?',
      '  Fields that are not known are refused, never ignored.',
      '  fix: write edition',
      'AckCluster/prod: ENG002 warning: a waiver is not needed',
      'a\\nb.yaml: ENG003 note: nothing\\u001b[2J',
      '',
    ]);
  });

  it('are an array in JSON with nothing lost and nothing that cannot be seen', () => {
    const json = renderDiagnostics(all, { format: 'json', width: 80, color: false });
    expect(JSON.parse(json)).toEqual(all);
    const bidi: readonly Diagnostic[] = [{ code: 'ENG001', severity: 'error', summary: '\u202e\u2028\u{e0041}\u0085' }];
    const hidden = renderDiagnostics(bidi, { format: 'json', width: 80, color: false });
    expect(hidden).toMatch(/^[\x20-\x7e\n]*$/);
    expect(JSON.parse(hidden)).toEqual(bidi);
  });

  it('are nothing when there are none', () => {
    expect(renderDiagnostics([], { format: 'text', width: 80, color: true })).toBe('');
    expect(renderDiagnostics([], { format: 'json', width: 80, color: true })).toBe('[]\n');
  });
});

describe('an explained code', () => {
  it('says its title, what it means and the way past it', () => {
    const entry = { code: 'ENG009', title: 'A title', means: 'It means this and that and more.', remedy: 'Do this.' };
    expect(renderExplain(entry, { width: 24, color: false })).toBe(
      'ENG009 A title\n  It means this and that\n  and more.\n  fix: Do this.\n',
    );
  });
});
