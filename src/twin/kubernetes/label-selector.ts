import { mapping } from './object.ts';

type Labels = Readonly<Record<string, string>>;

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** One requirement, of a selector or of a node affinity. */
function meets({ key, operator, values = [] }: Expression, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

const expressionsOf = (value: unknown): readonly Expression[] => (Array.isArray(value) ? (value as Expression[]) : []);

/** Whether labels fit a LabelSelector; an empty one fits all, none at all fits nothing. */
export function selects(selector: unknown, labels: Labels = {}): boolean {
  if (selector === undefined || selector === null) return false;
  const { matchLabels, matchExpressions } = mapping(selector);
  return (
    Object.entries(mapping(matchLabels)).every(([key, value]) => labels[key] === value) &&
    expressionsOf(matchExpressions).every((expression) => meets(expression, labels))
  );
}

/** Whether a pod's nodeSelector and required node affinity let it onto a node with these labels. */
export function fitsNode(podSpec: unknown, labels: Labels): boolean {
  const { nodeSelector, affinity } = mapping(podSpec);
  if (!Object.entries(mapping(nodeSelector)).every(([key, value]) => labels[key] === value)) return false;
  const required = mapping(mapping(affinity)['nodeAffinity'])['requiredDuringSchedulingIgnoredDuringExecution'];
  const terms = mapping(required)['nodeSelectorTerms'];
  if (!Array.isArray(terms)) return true;
  return terms.some((term) =>
    expressionsOf(mapping(term)['matchExpressions']).every((expression) => meets(expression, labels)),
  );
}
