import { longestDocument, parseDocument } from '../../access/policy-document.ts';
import { missing } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';

/** What is wrong with the document a call brings; undefined when nothing. */
export function findBadDocument({ query }: ServiceRequest): Answer | undefined {
  const document = query.get('PolicyDocument') ?? '';
  if (document === '') return missing('PolicyDocument');
  if (Buffer.byteLength(document) > longestDocument) {
    const why = `The length of the policy document beyond the limit of ${longestDocument}.`;
    return refuse(400, 'InvalidParameter.PolicyDocument.Length', why);
  }
  return parseDocument(document) === undefined
    ? refuse(400, 'MalformedPolicyDocument', 'The syntax of the policy document is incorrect.')
    : undefined;
}
