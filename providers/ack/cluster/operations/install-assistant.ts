import { fromState } from './from-state.ts';
import type { Operation } from './operation.ts';

/**
 * InstallCloudAssistant for one instance. The service shows it only after the next reboot, which is a step of its own; until
 * then the answer of the accepted call is the evidence, so its request id is kept as the call's task.
 */
export const installAssistant: Operation = fromState({
  demands: ['instance'],
  read: ({ ecs }, { target, texts }) => ecs.describeCloudAssistantStatus(target.region, [texts.instance]),
  judge: (rows, { texts, since }) => {
    const row = rows.find(({ instanceId }) => instanceId === texts.instance);
    if (row === undefined) return { is: 'unreadable', says: `ECS says nothing of ${texts.instance}` };
    const says = `${texts.instance} CloudAssistantStatus=${String(row.answers)} version=${row.version}`;
    if (row.answers === true) return { is: 'done', says };
    if (since?.task !== undefined)
      return { is: 'done', says: `${says}; accepted as ${since.task}, in effect after the next reboot` };
    return row.answers === null ? { is: 'unreadable', says } : { is: 'not-done', says };
  },
  write: async ({ ecs }, { ask: { target, texts } }, fence) => {
    const answer = await ecs.installCloudAssistant(target.region, [texts.instance], fence);
    return answer.is === 'accepted' ? { ...answer, task: answer.request || 'accepted' } : answer;
  },
});
