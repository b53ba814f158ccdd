// as: providers/ack/clients/offender.ts
import { $OpenApiUtil } from '@alicloud/openapi-core';
export const vpc = $OpenApiUtil;
