import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import ts from 'typescript';

const require = createRequire(import.meta.url);

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Runtime {
  readonly setAllConfig: (config: Readonly<Record<string, string>>, secrets: readonly string[]) => void;
  readonly setMocks: (answers: object, project: string) => Promise<void>;
  readonly waitForRPCs: (disconnect?: boolean) => Promise<void>;
}

/** Runs a program with Pulumi's own library and the packages themselves; what it would register, and nothing is called. */
export const registeredBy = async (
  text: string,
  config: Readonly<Record<string, string>> = {},
): Promise<readonly Registered[]> => {
  const { runtime } = require('@pulumi/pulumi') as { readonly runtime: Runtime };
  const found: Registered[] = [];
  await runtime.setMocks(
    {
      newResource: (asked: Registered) => {
        found.push(asked);
        return { id: `${asked.name}_id`, state: asked.inputs };
      },
      call: ({ inputs }: { readonly inputs: object }) => inputs,
    },
    'handover',
  );
  runtime.setAllConfig(config, Object.keys(config));
  const module = ts.ModuleKind.CommonJS;
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module, target: ts.ScriptTarget.ES2022 } });
  const program = compileFunction(outputText, ['require', 'exports']) as (require: unknown, exports: object) => void;
  program(require, {});
  await runtime.waitForRPCs();
  return found;
};
