/** What the CLI gives a use case of the layers below, so that it reaches them through here alone. */
export { kinds } from '../../providers/registry.ts';
export { diskFiles } from '../document/disk.ts';
export { deliver } from '../notify/deliver.ts';
export { destinationOf, noDestination } from '../notify/destination.ts';
export { sharedFiles } from '../store/file-port.ts';
export { ownerOfThisProcess } from '../store/owner.ts';
export { keepWhole } from '../store/whole-file.ts';
