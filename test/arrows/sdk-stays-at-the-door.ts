// as: providers/ack/cluster/operations/offender.ts
import Credential from '@alicloud/credentials';
export const migrate = Credential;
