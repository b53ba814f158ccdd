// as: providers/ack/cluster/checks/offender.ts
export const judge = (): unknown => import('../operations/migrate.ts');
