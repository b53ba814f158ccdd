/** What the CLI gives a use case of the layers below, so that it reaches them through here alone. */
export { kinds } from '../../providers/registry.ts';
export { diskFiles } from '../document/disk.ts';
export { ownerOfThisProcess } from '../store/owner.ts';
