import type { DriverSettings } from '../../../src/core/kind.ts';
import type { Driver } from '../../../src/core/operation.ts';
import { createLook } from '../../probes/clients/http-look.ts';
import { createGreen } from '../../probes/green.ts';
import { createCs } from '../clients/cs.ts';
import { createEcs } from '../clients/ecs.ts';
import { createKubernetesAccessor } from '../clients/kubernetes.ts';
import { createOss } from '../clients/oss.ts';
import { createRam } from '../clients/ram.ts';
import { createSlb } from '../clients/slb.ts';
import { createSts } from '../clients/sts.ts';
import { createVpc } from '../clients/vpc.ts';
import type { KeySource } from '../credentials.ts';
import { createSession } from '../session.ts';
import { applyRoleVariable } from './apply-role.ts';
import { census } from './census.ts';
import { readDuties } from './duties/read-duties.ts';
import { observe, targetOf } from './observe.ts';
import { operations } from './operations/all.ts';
import type { Hands, Operation } from './operations/operation.ts';

const operationOf = (name: string): Operation => {
  const operation = operations[name];
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return operation;
};

/**
 * The effects of an AckCluster. Nothing is called and no key is looked for until the first use; what is wrong with
 * credentials, endpoints or the local clock comes as the `code` of what could not be read.
 */
export const createDriver = (settings: DriverSettings, open?: () => Promise<KeySource>): Driver => {
  const session = createSession(settings, open);
  const cs = createCs(session);
  const hands: Hands = {
    cs,
    sts: createSts(session),
    ecs: createEcs(session),
    slb: createSlb(session),
    vpc: createVpc(session),
    ram: createRam(session),
    oss: createOss(session),
    kubernetes: createKubernetesAccessor(session, cs),
    stamp: () => session.stamp(),
    applyRole: settings.env[applyRoleVariable] ?? '',
  };
  const green = createGreen({ look: createLook(settings), stamp: () => session.stamp() });
  // The clock is read where the targets are: the central endpoint may be out of reach of a runner.
  let region: string | null = null;
  return {
    observe: (desired, want) => {
      region = desired[0] === undefined ? region : targetOf(desired[0]).region;
      return observe(hands, desired, want);
    },
    enumerate: (place) => {
      region = place.by === 'region' ? place.region : region;
      return census(hands.cs, place);
    },
    readDuties: (calls) => readDuties(hands, calls),
    probe: (call, since) => {
      ({ region } = targetOf(call.desired));
      return green(call) ?? operationOf(call.operation).probe(hands, call, since);
    },
    perform: (call, fence) => operationOf(call.operation).perform(hands, call, fence),
    readClock: () => session.ping('CS', region),
    clock: session.clock,
    loopback: session.loopback,
  };
};
