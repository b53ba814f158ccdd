import type { Ask, Scenario } from './api.ts';
import { nodeNamed, pathOf } from './objects.ts';
import { seen } from './seen.ts';

/** Whether the server says that whoever asks may do this. */
const allowed = async (ask: Ask, resourceAttributes: Readonly<Record<string, string>>): Promise<unknown> => {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
  const answer = await ask('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', review);
  const { status } = answer.body as { readonly status?: { readonly allowed?: boolean } };
  return [answer.status, status?.allowed];
};

const eviction = { verb: 'create', resource: 'pods', subresource: 'eviction', namespace: 'shop' };

/** Who may do what, and how it is said. */
export const rights: readonly Scenario[] = [
  {
    title: 'anybody who is known may ask what they may do, and is told yes',
    play: async ({ request }) => [
      await allowed(request, eviction),
      await allowed(request, { verb: 'delete', resource: 'nodes' }),
    ],
    sees: [
      [201, true],
      [201, true],
    ],
  },
  {
    title: 'anybody who is known may ask what they may do, and is told no',
    play: async ({ onlooker }) => allowed(onlooker, eviction),
    sees: [201, false],
  },
  {
    title: 'somebody known without the right is refused as forbidden, and the thing stays',
    play: async ({ given, onlooker, request }) => {
      const path = pathOf(nodeNamed('guarded-1'));
      await given(nodeNamed('guarded-1'));
      const answers = [await onlooker('GET', path), await onlooker('DELETE', path)];
      return [...answers.map((answer) => [answer.status, seen(answer).reason]), (await request('GET', path)).status];
    },
    sees: [[403, 'Forbidden'], [403, 'Forbidden'], 200],
  },
  {
    title: 'a token that nobody was given is unauthorized, whatever is asked',
    play: async ({ stranger }) => {
      const answers = [await stranger('GET', '/api/v1/nodes'), await stranger('GET', '/version')];
      return answers.map((answer) => [answer.status, seen(answer).reason]);
    },
    sees: [
      [401, 'Unauthorized'],
      [401, 'Unauthorized'],
    ],
  },
];
