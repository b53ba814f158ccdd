import type { Answer, Ask, Scenario } from './api.ts';
import { apiServiceNamed, nodeNamed, pathOf, podNamed } from './objects.ts';
import { read, seen } from './seen.ts';

interface List {
  readonly metadata: { readonly continue?: string; readonly resourceVersion?: string };
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

const listOf = ({ body }: Answer): List => body as List;
const namesIn = (answer: Answer): readonly string[] => listOf(answer).items.map(({ metadata }) => metadata.name);

/** All pages of a list, each the names on it. */
const pagesOf = async (ask: Ask, path: string): Promise<readonly (readonly string[])[]> => {
  const pages: (readonly string[])[] = [];
  for (let token: string | undefined = ''; token !== undefined && pages.length < 9;) {
    const answer = await ask('GET', token === '' ? path : `${path}&continue=${encodeURIComponent(token)}`);
    pages.push(namesIn(answer));
    token = listOf(answer).metadata.continue;
  }
  return pages;
};

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

/** How a cluster is read. */
export const reads: readonly Scenario[] = [
  {
    title: 'a long list comes in pages, each naming the next, until one names none',
    play: async ({ given, request }) => {
      const names = ['page-1', 'page-2', 'page-3', 'page-4', 'page-5'];
      await given(...names.map((name) => nodeNamed(name, { set: 'paged' })));
      return pagesOf(request, '/api/v1/nodes?labelSelector=set%3Dpaged&limit=2');
    },
    sees: [['page-1', 'page-2'], ['page-3', 'page-4'], ['page-5']],
  },
  {
    title: 'a page that was never promised is a bad request',
    play: async ({ request }) => {
      const answer = await request('GET', '/api/v1/nodes?limit=2&continue=elsewhere');
      return [answer.status, seen(answer).reason];
    },
    sees: [400, 'BadRequest'],
  },
  {
    title: 'the pods of one node are chosen by a field, across all namespaces',
    play: async ({ given, request }) => {
      const pods = [podNamed('here/a', 'here-1'), podNamed('there/b', 'here-1'), podNamed('here/c', 'there-1')];
      await given(nodeNamed('here-1'), nodeNamed('there-1'), ...pods);
      return namesIn(await request('GET', '/api/v1/pods?fieldSelector=spec.nodeName%3Dhere-1')).toSorted();
    },
    sees: ['a', 'b'],
  },
  {
    title: 'discovery says in which words an eviction is to be asked for',
    play: async ({ request }) => {
      const { body } = await request('GET', '/api/v1');
      const { resources } = body as { readonly resources: readonly Readonly<Record<string, unknown>>[] };
      const eviction = resources.find(({ name }) => name === 'pods/eviction');
      return [eviction?.['group'], eviction?.['version'], eviction?.['kind'], eviction?.['verbs']];
    },
    sees: ['policy', 'v1', 'Eviction', ['create']],
  },
  {
    title: 'an extension of the API whose service is missing says so, and its group is unavailable',
    play: async ({ given, request }) => {
      const extension = apiServiceNamed('v1', 'gone.example');
      await given(extension);
      const { status } = await read(request, pathOf(extension));
      const { body } = await request('GET', '/apis/gone.example/v1');
      const group = await request('GET', '/apis/gone.example/v1/things');
      // Left there, it would slow down whoever discovers the API next.
      await request('DELETE', pathOf(extension));
      const available = (status?.['conditions'] as readonly Condition[]).find(({ type }) => type === 'Available');
      return [available?.status, available?.reason, group.status, typeof body];
    },
    sees: ['False', 'ServiceNotFound', 503, 'string'],
  },
];
