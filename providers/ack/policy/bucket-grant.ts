import type { PolicyDocument, PolicyStatement } from './document.ts';

/** The one statement that lets a role put and get the objects of a bucket (ACK API reference, §4.4). */
export const grantOn = (bucket: string): PolicyStatement => ({
  Effect: 'Allow',
  Action: ['oss:PutObject', 'oss:GetObject'],
  Resource: [`acs:oss:*:*:${bucket}/*`],
});

/** A policy that holds nothing else. */
export const grantAlone = (bucket: string): PolicyDocument => ({ Version: '1', Statement: [grantOn(bucket)] });
