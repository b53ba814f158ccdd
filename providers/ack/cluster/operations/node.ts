import type { KubeNode } from '../../clients/kubernetes/nodes.ts';
import { getNode } from '../../clients/kubernetes/nodes.ts';
import type { Reading } from '../../../wire/reading.ts';
import { readApiServer, type Held } from './api-server.ts';
import type { Ask } from './from-state.ts';
import type { Hands } from './operation.ts';

/** null: the API server says that there is no Node of this name. */
export const readNode = (hands: Hands, { target, texts }: Ask<'node'>): Promise<Reading<Held<KubeNode | null>>> =>
  readApiServer(hands, target, (api) => getNode(api, texts.node));

/** Is this Node object that instance? Its provider id is `<region>.<instance id>`, in newer forms behind a slash. */
export const isInstance = ({ providerId }: KubeNode, instance: string): boolean =>
  providerId.split(/[./]/).at(-1) === instance;
