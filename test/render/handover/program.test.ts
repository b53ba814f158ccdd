import { beforeAll, describe, expect, it } from 'vitest';
import { renderHandover } from '../../../src/render/render-handover.ts';
import { compile, constructedIn, deprecatedIn, errorsOf, type Compiled } from './compile.ts';
import { registeredBy } from './run-program.ts';
import { hostileModel, sampleModel } from './sample.ts';

const fileOf = (path: string, model = sampleModel()): string =>
  renderHandover(model).find((file) => file.path === path)?.text ?? '';

const program = fileOf('pulumi/index.ts');

const imported = (model = sampleModel()) =>
  (JSON.parse(fileOf('pulumi/import.json', model)) as { resources: { type: string; name: string; id: string }[] })
    .resources;

/** Compiling against packages of thousands of declarations takes its time. */
const slow = 120_000;

describe('the Pulumi program, against the packages themselves', () => {
  let compiled: Compiled;
  beforeAll(() => {
    compiled = compile(program);
  }, slow);

  it(
    'type-checks',
    () => {
      expect(errorsOf(compiled)).toEqual([]);
    },
    slow,
  );

  it('uses nothing that is deprecated', () => {
    expect(deprecatedIn(compiled)).toEqual([]);
  });

  it('keeps every resource from being deleted, by the tool and in the cloud', () => {
    const all = constructedIn(compiled);
    expect(all.map(({ className }) => className)).toEqual([
      'alicloud.cs.ManagedKubernetes',
      'alicloud.slb.ApplicationLoadBalancer',
      'alicloud.cs.NodePool',
      'alicloud.cs.NodePool',
      'alicloud.oss.Bucket',
      'alicloud.ram.Policy',
      'alicloud.ram.RolePolicyAttachment',
    ]);
    for (const { options } of all) expect(options).toMatchObject({ protect: 'true', retainOnDelete: 'true' });
  });

  it('leaves alone only arguments that there are, none of them deprecated, and none that it gives', () => {
    for (const { className, options, takes, deprecated, given } of constructedIn(compiled)) {
      const ignored = (JSON.parse((options['ignoreChanges'] ?? '[]').replace(/,\s*\]/, ']')) as string[]).map(
        (name) => ({
          className,
          name,
          is: !takes.includes(name)
            ? 'unknown'
            : deprecated.includes(name)
              ? 'deprecated'
              : given.includes(name)
                ? 'given'
                : 'left',
        }),
      );
      expect(ignored.filter(({ is }) => is !== 'left')).toEqual([]);
    }
  });
});

describe('what the check of the program finds', () => {
  it(
    'is a class and an argument that are deprecated, and an argument that there is not',
    () => {
      const found = compile(
        [
          'import * as alicloud from "@pulumi/alicloud";',
          'new alicloud.cs.NodePool("a", { clusterId: "c", name: "a", "platform": "x" });',
          'new alicloud.slb.LoadBalancer("b", {});',
          'new alicloud.oss.Bucket("c", { bucketName: "c" });',
        ].join('\n'),
      );
      expect(deprecatedIn(found)).toEqual(['name', '"platform"', 'alicloud.slb.LoadBalancer']);
      expect(errorsOf(found).join('\n')).toContain("'bucketName' does not exist");
    },
    slow,
  );
});

describe('the Pulumi program, when it runs', () => {
  it('registers exactly what is imported: the same types and names', async () => {
    const registered = await registeredBy(program);
    const known = (all: readonly { readonly type: string; readonly name: string }[]) =>
      all.map(({ type, name }) => `${type} ${name}`).sort();
    expect(known(registered)).toEqual(known(imported()));
  });

  it('has a provider of the Kubernetes API once the stack holds its kubeconfig', async () => {
    const registered = await registeredBy(program, { 'handover:kubeconfig-prod-hangzhou': 'apiVersion: v1' });
    expect(registered.at(-1)).toMatchObject({ type: 'pulumi:providers:kubernetes', name: 'prod-hangzhou' });
  });

  it('holds the policy’s document, whatever it says', async () => {
    const registered = await registeredBy(program);
    const inputs = registered.find(({ type }) => type === 'alicloud:ram/policy:Policy')?.inputs;
    expect(JSON.parse(String(inputs?.['policyDocument']))).toMatchObject({
      Statement: [{ Effect: 'Allow' }, { Condition: { StringNotLike: { 'acs:SourceVpc': '${vpc}' } } }],
    });
    const model = hostileModel('__proto__');
    const hostile = await registeredBy(fileOf('pulumi/index.ts', model));
    const document = hostile.find(({ type }) => type === 'alicloud:ram/policy:Policy')?.inputs['policyDocument'];
    expect(String(document)).toBe('{"__proto__":["__proto__",{"__proto__":"__proto__","__proto__x":"__proto__"}]}');
  });
});
