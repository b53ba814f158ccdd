import type { Invocation, InvocationResult } from '../../invocation.ts';
import { hasAssistant, isUp, type LiveInstance } from '../../live-instance.ts';
import type { LiveWorld } from '../../live-world.ts';
import { answerPage, missing, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';
import { utc } from '../../time.ts';
import { withInstances } from './find.ts';

/** How long a command takes, in virtual ms. */
const duration = 5_000;

/** As long as a command may be after Base64, in bytes. */
const longest = 24 * 1024;

/** A client that does not answer fails its run; the call itself is taken. */
function resultOf(instance: LiveInstance, now: number): InvocationResult {
  const answers = hasAssistant(instance, now);
  return {
    instance: instance.id,
    from: now,
    to: answers ? now + duration : now,
    exitCode: answers ? 0 : 1,
    output: '',
    errorCode: answers ? '' : 'ClientNotRunning',
  };
}

export const runCommand = (request: ServiceRequest): Answer =>
  withInstances(request, { largest: 100, unknown: 'InvalidInstance.NotFound' }, (instances) => {
    const { world, query } = request;
    const content = query.get('CommandContent') ?? '';
    if (content === '') return missing('CommandContent');
    if (content.length > longest) return refuse(403, 'CmdContent.ExceedLimit', 'The command is longer than 24 KB.');
    const now = world.clock.now();
    if (instances.some((instance) => !isUp(instance, now))) {
      return refuse(403, 'InvalidInstance.NotMatch', 'The specified instances are not all running.');
    }
    const id = world.ids.hex(`invocation ${world.invocations.length}`, 24);
    const invocation: Invocation = {
      id: `t-${id}`,
      command: `c-${id}`,
      name: query.get('Name') ?? '',
      results: instances.map((instance) => resultOf(instance, now)),
    };
    world.invocations.push(invocation);
    return reply(request, { CommandId: invocation.command, InvokeId: invocation.id });
  });

function statusOf({ to, exitCode }: InvocationResult, now: number): string {
  if (now < to) return 'Running';
  return exitCode === 0 ? 'Success' : 'Failed';
}

interface Row {
  readonly invocation: Invocation;
  readonly result: InvocationResult;
}

function render({ invocation, result }: Row, plain: boolean, now: number): Record<string, unknown> {
  const status = statusOf(result, now);
  const running = status === 'Running';
  const output = running ? '' : result.output;
  return {
    InvokeId: invocation.id,
    CommandId: invocation.command,
    InstanceId: result.instance,
    InvocationStatus: status,
    InvokeRecordStatus: running ? 'Running' : status === 'Success' ? 'Finished' : 'Failed',
    ...(!running && { ExitCode: result.exitCode, FinishedTime: utc(result.to) }),
    StartTime: utc(result.from),
    Output: plain ? output : Buffer.from(output).toString('base64'),
    Dropped: 0,
    ErrorCode: result.errorCode,
    ErrorInfo: result.errorCode === '' ? '' : 'the client does not run',
    Repeats: 1,
    Username: 'root',
  };
}

function rowsOf(world: LiveWorld, query: URLSearchParams): readonly Row[] {
  const same = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  return world.invocations
    .flatMap((invocation) => invocation.results.map((result) => ({ invocation, result })))
    .filter(
      ({ invocation, result }) =>
        result.from <= world.clock.now() &&
        same('InvokeId', invocation.id) &&
        same('CommandId', invocation.command) &&
        same('InstanceId', result.instance),
    );
}

/** Output is Base64 unless ContentEncoding says PlainText. */
export function describeInvocationResults(request: ServiceRequest): Answer {
  const { world, query } = request;
  const plain = query.get('ContentEncoding') === 'PlainText';
  return answerPage(request, rowsOf(world, query), { defaultSize: 10, largest: 50 }, ({ items, info }) =>
    reply(request, {
      Invocation: {
        NextToken: '',
        ...info,
        InvocationResults: { InvocationResult: items.map((row) => render(row, plain, world.clock.now())) },
      },
    }),
  );
}

/** By command, with a row for each instance in it. */
export function describeInvocations(request: ServiceRequest): Answer {
  const { world, query } = request;
  const plain = query.get('ContentEncoding') === 'PlainText';
  const now = world.clock.now();
  const rows = rowsOf(world, query);
  const wanted = world.invocations.filter((each) => rows.some(({ invocation }) => invocation === each));
  return answerPage(request, wanted, { defaultSize: 10, largest: 50 }, ({ items, info }) =>
    reply(request, {
      NextToken: '',
      ...info,
      Invocations: {
        Invocation: items.map((each) => ({
          InvokeId: each.id,
          CommandId: each.command,
          CommandName: each.name,
          CommandType: 'RunShellScript',
          InvokeInstances: {
            InvokeInstance: rows.filter(({ invocation }) => invocation === each).map((row) => render(row, plain, now)),
          },
        })),
      },
    }),
  );
}
