// The house as it should be, in miniature: no rule is broken here, and every offender imports from it.
// as: src/core/address.ts
export type Address = string;
export const nameOf = (address: Address): Address => address;
// as: src/core/diagnostic.ts
import type { Address } from './address.ts';
export const at = (address: Address): Address => address;
// as: src/generated/spec.ts
export type Spec = string;
// as: src/document/disk.ts
import { readFile } from 'node:fs/promises';
export const text = readFile;
// as: src/document/parse.ts
import { parse } from 'yaml';
import { distance } from 'fastest-levenshtein';
import type { Spec } from '../generated/spec.ts';
import { at } from '../core/diagnostic.ts';
import { text } from './disk.ts';
export const parsed = [parse, distance, at, text] as unknown as Spec;
// as: src/run/executor.ts
import type { Address } from '../core/address.ts';
export type Executor = Address;
export const direct = (): Executor => '';
// as: src/store/file-port.ts
import { open } from 'node:fs/promises';
import type { Address } from '../core/address.ts';
export const keep = (address: Address): unknown => open(address);
// as: src/render/text.ts
import { diffLines } from 'diff';
import type { Address } from '../core/address.ts';
export const text = (address: Address): unknown => diffLines(address, address);
// as: src/pulumi/walk.ts
import { join } from 'node:path';
import { output } from '@pulumi/pulumi';
import type { Executor } from '../run/executor.ts';
export const walk = (executor: Executor): unknown => output(join(executor));
// as: src/twin/start.ts
import { createServer } from 'node:http';
import { parse } from 'yaml';
import { at } from '../core/diagnostic.ts';
import type { Spec } from '../generated/spec.ts';
export const start = (spec: Spec): unknown => [createServer, parse, at, spec];
// as: src/forge/call.ts
import type { Address } from '../core/address.ts';
export const ask = (address: Address): Address => address;
// as: src/ci/main.ts
import { spawn } from 'node:child_process';
import manifest from '../../package.json' with { type: 'json' };
import { ask } from '../forge/call.ts';
export const job = [spawn, manifest, ask];
// as: src/app/apply.ts
import { parsed } from '../document/parse.ts';
import { direct } from '../run/executor.ts';
import { keep } from '../store/file-port.ts';
import { text } from '../render/text.ts';
import { kinds } from '../../providers/registry.ts';
import type { walk } from '../pulumi/walk.ts';
export const apply = async (): Promise<unknown> => [
  parsed, direct, keep, text, kinds,
  (await import('../pulumi/walk.ts')).walk satisfies typeof walk,
  await import('../twin/start.ts'),
];
// as: src/cli/commands/twin.ts
import { start } from '../../twin/start.ts';
export const run = start;
// as: src/cli/commands.ts
export const commands = [(): unknown => import('./commands/twin.ts')];
// as: src/cli/main.ts
import { commands } from './commands.ts';
import { Command } from 'commander';
import { apply } from '../app/apply.ts';
import { nameOf } from '../core/address.ts';
import { text } from '../render/text.ts';
export const main = (): unknown => [commands, Command, apply, nameOf, text, import('../twin/start.ts')];
// as: providers/registry.ts
import { cluster } from './ack/cluster/kind.ts';
export const kinds = [cluster];
// as: providers/ack/cluster/facts.ts
import type { Spec } from '../../../src/generated/spec.ts';
export const facts: readonly Spec[] = [];
// as: providers/ack/cluster/kind.ts
import { nameOf } from '../../../src/core/address.ts';
import { facts } from './facts.ts';
export const cluster = [nameOf, facts, () => import('./driver.ts')];
// as: providers/ack/cluster/driver.ts
import { migrate } from './operations/migrate.ts';
export const driver = [migrate];
// as: providers/ack/cluster/operations/migrate.ts
import { at } from '../../../../src/core/diagnostic.ts';
import { cs } from '../../clients/cs.ts';
export const migrate = [at, cs];
// as: providers/ack/clients/cs.ts
import { request } from 'node:https';
import type { Address } from '../../../src/core/address.ts';
import { session } from '../session.ts';
export const cs = (address: Address): unknown => [request, session, address];
// as: providers/ack/session.ts
import Credential from '@alicloud/credentials';
export const session = Credential;
// as: providers/ack/json.ts
import { nameOf } from '../../src/core/address.ts';
export const json = nameOf;
// as: providers/ack/policy/decide.ts
import { json } from '../json.ts';
export const decide = json;
// as: providers/ack/cluster/checks/grant.ts
import { decide } from '../../policy/decide.ts';
export const grant = decide;
// as: providers/aoc/clients/machines.ts
import type { Address } from '../../../src/core/address.ts';
export const machines = (address: Address): Address => address;
// as: test/worlds.ts
import { nameOf } from '../src/core/address.ts';
export const worlds = [nameOf];
