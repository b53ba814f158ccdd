/** Whether the caller's own policies allow an action ("oss:GetObject") on a resource ("acs:oss:*:<account>:bucket/key"). */
export type Allows = (action: string, resource: string) => boolean;
