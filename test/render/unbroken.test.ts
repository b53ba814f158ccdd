import { describe, expect, it } from 'vitest';
import { unbroken } from '../../src/render/text/unbroken.ts';
import { paragraph, printed } from '../../src/render/text/line.ts';

const lines = (text: string): readonly string[] =>
  printed(paragraph({ lead: '  fix: ', text: unbroken(text), width: 40, hang: 7 }), false)
    .trimEnd()
    .split('\n');

describe('a command in a remedy', () => {
  it.each([
    {
      reason: 'is longer than the line',
      text: 'once no kubeconfig names it any more: aliyun slb DeleteLoadBalancer --RegionId cn-hangzhou --LoadBalancerId lb-1',
      is: [
        '  fix: once no kubeconfig names it any',
        '       more:',
        '       aliyun slb DeleteLoadBalancer --RegionId cn-hangzhou --LoadBalancerId lb-1',
      ],
    },
    {
      reason: 'is followed by another',
      text: 'kubectl -n kube-system delete deployment terway-controlplane, then kubectl -n kube-system get pods and look',
      is: [
        '  fix: kubectl -n kube-system delete deployment terway-controlplane,',
        '       then',
        '       kubectl -n kube-system get pods and look',
      ],
    },
    {
      reason: 'is one of ours, in a sentence that goes on',
      text: 'look at what it did there: onward status RUN --offline shows it, and then onward resume RUN --take-over',
      is: [
        '  fix: look at what it did there:',
        '       onward status RUN --offline shows',
        '       it, and then',
        '       onward resume RUN --take-over',
      ],
    },
    {
      reason: 'stands in backticks',
      text: 'write the whole plan again here: `onward plan FILE -o plan.json`',
      is: ['  fix: write the whole plan again here:', '       `onward plan FILE -o plan.json`'],
    },
    {
      reason: 'carries JSON',
      text: `bind one: aliyun cs ModifyCluster --ClusterId c1 --body '{"api_server_eip":true,"id":"<x y>"}'`,
      is: [
        '  fix: bind one:',
        `       aliyun cs ModifyCluster --ClusterId c1 --body '{"api_server_eip":true,"id":"<x y>"}'`,
      ],
    },
  ])('stays on one line where it $reason', ({ text, is }) => {
    expect(lines(text)).toEqual(is);
  });

  it('is no word that only looks like one', () => {
    expect(unbroken('the way onward is long; /usr/bin/kubectl is a path')).toBe(
      'the way onward is long; /usr/bin/kubectl is a path'.replace('onward is', 'onward\u00a0is'),
    );
  });
});
