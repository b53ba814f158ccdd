import type { Answer, Standing } from '../../../../providers/aoc/virtual-machine/methods/methods.ts';

/** What a row says of one method: `ok`, `W` and a warning's code, or `B` and the code of the rule that blocks. */
export type Cell = string;

export interface Row {
  readonly row: number;
  readonly power: Standing['power'];
  readonly scope: Standing['scope'];
  readonly acos: boolean;
  readonly free: boolean;
  readonly cpu: readonly Answer[];
  readonly os: readonly Answer[];
  readonly direct: readonly Answer[];
  readonly hot: Cell;
  readonly cold: Cell;
  readonly staged: Cell;
  /** What `auto` takes when any downtime is allowed. */
  readonly auto: string;
}

const answers: Readonly<Record<string, readonly Answer[]>> = {
  yes: ['yes'],
  no: ['no'],
  any: ['yes', 'no', 'unknown'],
};

/** The verdict matrix of the reference on ACOS migrations, §3.3, and what `auto` takes (§3.4). */
const table = `
row | power     | scope | target | cpu | os  | direct | hot     | cold    | staged  | auto
1   | running   | intra | acos   | yes | any | any    | ok      | ok      | B VM105 | hot
2   | running   | intra | acos   | no  | any | any    | B VM106 | W VM106 | B VM105 | cold
3   | running   | cross | acos   | yes | yes | yes    | ok      | ok      | ok      | hot
4   | running   | cross | acos   | yes | yes | no     | B VM107 | ok      | ok      | staged
5   | running   | cross | acos   | no  | yes | yes    | B VM106 | W VM106 | W VM106 | staged
6   | running   | cross | acos   | no  | yes | no     | B VM106 | W VM106 | W VM106 | staged
7   | running   | cross | acos   | yes | no  | yes    | ok      | ok      | B VM108 | hot
8   | running   | cross | acos   | yes | no  | no     | B VM107 | ok      | B VM108 | cold
9   | running   | cross | acos   | no  | no  | any    | B VM106 | W VM106 | B VM108 | cold
10  | stopped   | intra | acos   | any | any | any    | B VM103 | ok      | B VM105 | cold
11  | stopped   | cross | acos   | any | any | any    | B VM103 | ok      | B VM103 | cold
12  | suspended | intra | acos   | any | any | any    | B VM103 | B VM103 | B VM103 | none
12  | suspended | cross | acos   | any | any | any    | B VM103 | B VM103 | B VM103 | none
13  | running   | cross | other  | any | any | any    | B VM104 | B VM104 | B VM104 | none
13  | stopped   | cross | other  | any | any | any    | B VM104 | B VM104 | B VM104 | none
14  | unknown   | cross | acos   | any | any | any    | B VM103 | B VM103 | B VM103 | none
14  | running   | cross | locked | any | any | any    | B VM102 | B VM102 | B VM102 | none
`;

const rowOf = (line: string): Row => {
  const [row = '', power, scope, target, cpu = '', os = '', direct = '', hot = '', cold = '', staged = '', auto = ''] =
    line.split('|').map((cell) => cell.trim());
  return {
    row: Number(row),
    power: power as Standing['power'],
    scope: scope as Standing['scope'],
    acos: target !== 'other',
    free: target !== 'locked',
    cpu: answers[cpu] ?? [],
    os: answers[os] ?? [],
    direct: answers[direct] ?? [],
    hot,
    cold,
    staged,
    auto,
  };
};

export const matrix: readonly Row[] = table.trim().split('\n').slice(1).map(rowOf);
