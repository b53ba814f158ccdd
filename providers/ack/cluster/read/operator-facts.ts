import type { Act } from '../../../../src/core/access.ts';
import type { Access } from '../../clients/kubernetes/reviews.ts';
import { decide } from '../../policy/decide.ts';
import type { DeniedActFact, DeniedFact } from '../fact-shapes.ts';
import type { Permission } from '../permissions.ts';

/** Actions that policies do not clearly allow, in the order of their phases. Only documents are judged, no other guard. */
export const deniedFacts = (documents: readonly string[], permissions: readonly Permission[]): readonly DeniedFact[] =>
  permissions.flatMap(({ action, resource }) => {
    const is = decide(documents, { action, resource });
    return is === 'allowed' ? [] : [{ action, resource, is }];
  });

const resourceOf = ({ group, resource, subresource }: Act): string =>
  [...(group === '' ? [] : [group]), resource, ...(subresource === undefined ? [] : [subresource])].join('/');

/** Acts that the API server would refuse; `answers` are in the order of the acts. */
export const deniedActs = (acts: readonly Act[], answers: readonly Access[]): readonly DeniedActFact[] =>
  acts.flatMap((act, index) =>
    answers[index]?.allowed === true
      ? []
      : [{ verb: act.verb, resource: resourceOf(act), namespace: act.namespace ?? '' }],
  );
