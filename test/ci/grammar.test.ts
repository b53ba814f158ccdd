import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './action.ts';
import { faultsOfAction, faultsOfWorkflow } from './grammar.ts';

const folder = join(root, 'ci', 'github', 'workflows');
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
const action = readFileSync(join(root, 'ci', 'github', 'action.yml'), 'utf8');

describe('GitHub’s own parser', () => {
  it.each(readdirSync(folder))('has nothing against %s', async (name) => {
    expect(await faultsOfWorkflow({ name, content: textOf(name) })).toEqual([]);
  });

  it('has nothing against the action', () => {
    expect(faultsOfAction({ name: 'action.yml', content: action })).toEqual([]);
  });

  // What proves that the two above can fail.
  it.each([
    { from: '    needs: plan\n', to: '    needs: planned\n', says: 'planned' },
    { from: 'timeout-minutes: 360', to: 'timeout-minute: 360', says: 'timeout-minute' },
    { from: 'contents: read', to: 'contents: some', says: 'some' },
    { from: 'needs.plan.outputs.applicable', to: 'need.plan.outputs.applicable', says: 'need' },
    { from: '${{ github.sha }}', to: '${{ github.sha', says: '' },
    { from: 'type: boolean', to: 'type: bool', says: 'bool' },
  ])('would object to $to', async ({ from, to, says }) => {
    const content = textOf('apply.yml');
    expect(content).toContain(from);
    const faults = await faultsOfWorkflow({ name: 'apply.yml', content: content.replace(from, to) });
    expect(faults).not.toEqual([]);
    expect(faults.join('\n')).toContain(says);
  });

  it('would object to an action whose step has no shell', () => {
    const content = action.replace('      shell: bash\n', '');
    expect(faultsOfAction({ name: 'action.yml', content })).not.toEqual([]);
  });
});
