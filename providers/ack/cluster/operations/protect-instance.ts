import { fromState } from './from-state.ts';
import type { Operation } from './operation.ts';

/** Switches the deletion protection of one instance on: what is to be kept is kept by the cloud as well. */
export const protectInstance: Operation = fromState({
  demands: ['instance'],
  read: ({ ecs }, { target, texts }) => ecs.describeInstances(target.region, [texts.instance]),
  judge: (rows, { texts }) => {
    const row = rows.find(({ id }) => id === texts.instance);
    if (row === undefined) return { is: 'unreadable', says: `ECS knows no instance ${texts.instance}` };
    const says = `${texts.instance} DeletionProtection=${String(row.deletionProtection)}`;
    if (row.deletionProtection === null) return { is: 'unreadable', says };
    return { is: row.deletionProtection ? 'done' : 'not-done', says };
  },
  write: ({ ecs }, { ask: { target, texts } }, fence) =>
    ecs.modifyDeletionProtection(target.region, { id: texts.instance, on: true }, fence),
});
