import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openScene, type Scene } from '../script/scene.ts';
import { hostile, lines } from './lines.ts';
import { calledWith, offered, place, type Place } from './shell.ts';

const furnished = async (shell: string): Promise<Place> => {
  const at = await place(shell);
  for (const folder of ['out', 'machines', 'odd']) mkdirSync(join(at.folder, folder));
  for (const file of ['out/plan.json', 'one.yaml', 'two.yaml', '--odd.yaml']) writeFileSync(join(at.folder, file), '');
  for (const { name } of hostile) writeFileSync(join(at.folder, 'odd', name), '');
  return at;
};

/** A store with a run that waits at its gate, and what that run is called. */
const parked = async (): Promise<{ readonly here: Scene; readonly alias: string }> => {
  const here = await openScene();
  onTestFinished(here.close);
  await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
  expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
  return { here, alias: here.planned().alias };
};

describe.each(['bash', 'zsh'] as const)('%s', (shell) => {
  it.each(lines)('completes $reason: $typed', async ({ typed, becomes }) => {
    const words = await calledWith(await furnished(shell), shell, typed);
    // zsh takes the slash of a folder off again when the line goes on.
    expect(words.map((word) => word.replace(/\/$/, ''))).toEqual(becomes);
  });

  it.each(hostile)('completes the name of a file as it is: $name', async ({ name, typed }) => {
    const at = await furnished(shell);
    expect(await calledWith(at, shell, `onward show odd/${typed}`)).toEqual(['show', `odd/${name}`]);
    expect(existsSync(join(at.folder, 'x'))).toBe(false);
  });

  it('completes runs that may go on, of the store that is meant', async () => {
    const { here, alias } = await parked();
    const at = await furnished(shell);
    const store = join(here.folder, '.onward');
    const own = await calledWith({ ...at, env: { ...at.env, ONWARD_STORE: store } }, shell, 'onward resume prod');
    expect(own).toEqual(['resume', alias]);
    const named = await calledWith(at, shell, `onward status --store ${store} prod`);
    expect(named).toEqual(['status', '--store', store, alias]);
    expect(await calledWith(at, shell, 'onward resume prod')).toEqual(['resume', 'prod']);
  });
});

describe('fish', () => {
  it.each(lines.filter(({ becomes, typed }) => becomes.at(-1) !== typed.split(' ').at(-1)))(
    'offers $reason: $typed',
    async ({ typed, becomes }) => {
      const words = await offered(await furnished('fish'), typed);
      expect(words.map((word) => word.replace(/\/$/, ''))).toEqual([becomes.at(-1)]);
    },
  );

  it('offers no file where a person’s own word is asked for', async () => {
    expect(await offered(await furnished('fish'), 'onward apply one.yaml --approve o')).toEqual([]);
  });

  it.each(hostile)('offers the name of a file as it is: $name', async ({ name, typed }) => {
    expect(await offered(await furnished('fish'), `onward show odd/${typed}`)).toEqual([`odd/${name}`]);
  });

  it('offers runs that may go on, of the store that is meant', async () => {
    const { here, alias } = await parked();
    const at = await furnished('fish');
    const store = join(here.folder, '.onward');
    expect(await offered(at, `onward status --store ${store} prod`)).toEqual([alias]);
    expect(await offered({ ...at, env: { ...at.env, ONWARD_STORE: store } }, 'onward resume prod')).toEqual([alias]);
  });
});
