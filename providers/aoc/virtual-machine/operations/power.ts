import type { Answer, OperationCall, Probe } from '../../../../src/core/operation.ts';
import type { Aoc } from '../../clients/aoc.ts';
import type { Machine } from '../../clients/rows.ts';
import { readRoll } from '../read/roll.ts';
import { currentOf, whoIs } from '../read/who.ts';
import { specOf } from '../spec.ts';
import { look } from './look.ts';
import { notSent, onRead, prove, refuse, textOf, type Operation } from './operation.ts';
import { powers, newestTask, unlessEnded } from './tasks.ts';

/** One change of power: what it should be, and the call that asks for it. `where`: on the source, or wherever it is now. */
interface Switch {
  readonly to: 'RUNNING' | 'STOPPED';
  readonly where: 'source' | 'now';
  readonly send: (aoc: Aoc, id: string) => Promise<Answer>;
}

const withMachine = (
  aoc: Aoc,
  call: OperationCall,
  { where, next }: { readonly where: Switch['where']; readonly next: (machine: Machine, proof: Probe) => Probe },
): Promise<Probe> =>
  look(aoc, call, (who, source) => {
    const machine = where === 'source' ? who.source : currentOf(who);
    if (machine === null) return { is: 'unreadable', why: 'the machine is not there' };
    return next(machine, { is: 'not-done', proof: [prove(source, `${machine.id} is ${machine.status}`)] });
  });

const bySwitch = ({ to, where, send }: Switch): Operation => ({
  probe: async (aoc, call, since) => {
    const state = (): Promise<Probe> =>
      withMachine(aoc, call, {
        where,
        next: (machine, unlike) =>
          unlike.is === 'not-done' && machine.status === to ? { is: 'done', proof: unlike.proof } : unlike,
      });
    const now = await state();
    if (since === undefined || now.is !== 'not-done') return now;
    return onRead(await newestTask(aoc, textOf(call, 'machine'), { kind: powers, since }), ([task = null], source) =>
      task === null ? now : (unlessEnded(task, source) ?? now),
    );
  },
  perform: async (aoc, call) => {
    if (where === 'source') return send(aoc, textOf(call, 'machine'));
    const roll = await readRoll(aoc, [call.desired]);
    if (!roll.machines.ok) return notSent(roll.machines.call, roll.machines.failure);
    if (!roll.nics.ok) return notSent(roll.nics.call, roll.nics.failure);
    const machine = currentOf(whoIs(specOf(call.desired), roll.machines.value, roll.nics.value));
    return machine === null ? refuse('Onward.NotThere', 'the machine is not there') : send(aoc, machine.id);
  },
});

export const shutDown = bySwitch({ to: 'STOPPED', where: 'source', send: (aoc, id) => aoc.shutDown(id) });
export const cutPower = bySwitch({ to: 'STOPPED', where: 'source', send: (aoc, id) => aoc.powerOff(id) });
export const start = bySwitch({ to: 'RUNNING', where: 'now', send: (aoc, id) => aoc.start(id) });

/** A person shuts it down; nothing is sent. */
export const awaitShutdown: Operation = {
  probe: (aoc, call) => shutDown.probe(aoc, call),
  perform: () => Promise.resolve({ is: 'accepted', request: '', task: null }),
};
