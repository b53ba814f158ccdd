import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { checkedAgainst } from '../../../src/render/handover/project.ts';
import { renderHandover } from '../../../src/render/render-handover.ts';
import { nasty } from '../hostile.ts';
import { expectedFiles, readExpected } from './expected.ts';
import { hostileModel } from './sample.ts';
import { formatted, hasTerraform } from './terraform.ts';

describe('the files of a handover', () => {
  it.each(expectedFiles())('are those that were reviewed: $path (npm run golden writes new ones)', ({ at, text }) => {
    expect(text).toBe(readExpected(at));
  });

  it('name the packages that this project has installed, and nothing that it ships', () => {
    const installed: Readonly<Record<string, string>> = { ...manifest.devDependencies, ...manifest.dependencies };
    const named = { ...checkedAgainst.dependencies, ...checkedAgainst.devDependencies };
    for (const [name, version] of Object.entries(named))
      expect({ name, version: installed[name] }).toEqual({ name, version });
    expect(Object.keys(manifest.dependencies)).not.toContain('@pulumi/alicloud');
  });

  it.skipIf(!hasTerraform)('hold what Terraform’s own formatter would write', () => {
    const text = textOf('terraform/handover.tf', renderHandover(hostileModel('plain')));
    expect(formatted(text)).toBe(text);
    const reviewed = expectedFiles().find(({ path }) => path.endsWith('.tf'))?.text ?? '';
    expect(formatted(reviewed)).toBe(reviewed);
  });
});

const textOf = (path: string, files: ReturnType<typeof renderHandover>): string =>
  files.find((file) => file.path === path)?.text ?? '';

/** The lines that are no comment and belong to no text: what a tool would do. */
const acts = (text: string): readonly string[] =>
  text.split('\n').filter((line) => /^(import|resource|removed|new|for|const|}|\)|\/\/|#)/.test(line));

describe.each(nasty)('a foreign text ($reason)', ({ text }) => {
  const files = renderHandover(hostileModel(text));
  const harmless = renderHandover(hostileModel('x'));

  it('adds no line, ends no comment and hides nothing, whatever file it is in', () => {
    for (const { path, text: written } of files) {
      expect(written).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      const alike = textOf(path, harmless);
      expect(written.split('\n').length).toBe(alike.split('\n').length);
      expect(acts(written).length).toBe(acts(alike).length);
    }
  });

  it.skipIf(!hasTerraform)('leaves the file one that Terraform takes', () => {
    const written = textOf('terraform/handover.tf', files);
    expect(formatted(written)).toBe(written);
  });

  it('gives every resource a name of its own, the same in the program and in what is imported', () => {
    const imported = JSON.parse(textOf('pulumi/import.json', files)) as { resources: { name: string; id: string }[] };
    const names = imported.resources.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const program = textOf('pulumi/index.ts', files);
    for (const name of names) expect(program).toContain(`\n  ${JSON.stringify(name)},\n`);
    for (const { id } of imported.resources) expect(id).toBe(text);
  });
});
