import type { Desired } from '../../../src/core/desired.ts';
import { error, type Diagnostic } from '../../../src/core/diagnostic.ts';
import { memberOf } from '../../../src/core/merge.ts';
import { specOf, type VirtualMachineSetSpec } from './spec.ts';

type Saying = (at: string, says: Pick<Diagnostic, 'code' | 'summary' | 'remedy'>) => Diagnostic;

const withoutSelection = ({ selector }: VirtualMachineSetSpec, say: Saying): readonly Diagnostic[] =>
  selector.matchLabels !== null || selector.names !== null
    ? []
    : [
        say('/spec/selector', {
          code: 'DOC040',
          summary: `neither labels nor names: every machine of ${selector.cluster} would be meant`,
          remedy: 'write selector.matchLabels, or list selector.names',
        }),
      ];

const twiceOverridden = ({ overrides }: VirtualMachineSetSpec, say: Saying): readonly Diagnostic[] =>
  overrides.flatMap(({ name }, index) => {
    const first = overrides.findIndex((other) => other.name === name);
    if (first === index) return [];
    return [
      say(`/spec/overrides/${index}/name`, {
        code: 'DOC041',
        summary: `${name} has an override already, entry ${first + 1} of the list`,
        remedy: 'write all that is asked of it into one entry',
      }),
    ];
  });

const oneNameForAll = ({ template }: VirtualMachineSetSpec, say: Saying): readonly Diagnostic[] =>
  memberOf(template, 'newName') === undefined
    ? []
    : [
        say('/spec/template/spec/newName', {
          code: 'DOC042',
          summary: 'the template gives every machine one name',
          remedy: 'take it out, or write it into the override of the one machine that is meant',
        }),
      ];

/** What a set's schema cannot say. */
export const lint = (desired: Desired): readonly Diagnostic[] => {
  const spec = specOf(desired);
  const say: Saying = (at, { code, summary, remedy }) =>
    error(code, {
      summary,
      at: desired.place(at),
      address: desired.address,
      ...(remedy === undefined ? {} : { remedy }),
    });
  return [...withoutSelection(spec, say), ...twiceOverridden(spec, say), ...oneNameForAll(spec, say)];
};
