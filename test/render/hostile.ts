import type { Plan } from '../../src/core/plan.ts';
import { check, readyPlan } from './plans.ts';

/** Foreign texts that try to become something else, and why each is dangerous. */
export const nasty = [
  { text: '\u001b[2J\u001b[31mred', reason: 'an ANSI sequence clears the screen or paints' },
  { text: '\u009b31mred', reason: 'the one-character CSI does the same' },
  { text: 'a\r\nREADY  AckCluster/prod', reason: 'a line break forges a line of ours' },
  { text: 'a\u2028b\u2029c\u0085d', reason: 'Unicode has line breaks of its own' },
  { text: 'abc\u202eoidar\u202c', reason: 'a bidi override turns the reading direction' },
  { text: '\u2066a\u2069', reason: 'a bidi isolate does too' },
  { text: 'pro\u200bd', reason: 'a zero-width space makes two names look alike' },
  { text: '\u{e0041}tag', reason: 'tag characters are not seen at all' },
  { text: '\ud800', reason: 'half a character breaks encoders' },
  { text: '<img src=x onerror=alert(1)>', reason: 'HTML' },
  { text: '</details></summary>', reason: 'closes a fold' },
  { text: '<!-- onward:plan -->', reason: 'forges the hidden marker' },
  { text: '[click](https://evil.example)', reason: 'a link' },
  { text: '![x](https://evil.example/p.png)', reason: 'an image that calls home' },
  { text: 'https://evil.example www.evil.example', reason: 'an address is linked by itself' },
  { text: '@all please approve', reason: 'mentions people' },
  { text: 'mail@evil.example', reason: 'a mail address is linked by itself' },
  { text: 'fixes #123 GH-7 !9', reason: 'references or closes an issue' },
  { text: '```\n# Approved\n```', reason: 'opens a fence' },
  { text: '` | x', reason: 'ends a code span, then a cell' },
  { text: 'a | b | c', reason: 'adds cells' },
  { text: '**bold** _em_ ~~gone~~', reason: 'emphasis' },
  { text: '# READY', reason: 'a heading' },
  { text: '- [x] approved', reason: 'a task list' },
  { text: '&lt;b&gt; &#64;all', reason: 'entities become what they stand for' },
  { text: '\\`\\|', reason: 'a backslash takes our escape away' },
  { text: '$x^2$', reason: 'mathematics' },
] as const;

/** The ready plan with the text in every place that foreign text can reach. */
export const hostilePlan = (text: string): Plan => {
  const plan = readyPlan();
  const [target] = plan.targets;
  if (target === undefined) throw new Error('the ready plan has a target');
  const address = target.address;
  const steps = plan.steps.map((step) => ({ ...step, title: text }));
  return {
    ...plan,
    targets: [{ ...target, journey: text, observed: { ...target.observed, at: text } }],
    steps: steps.map((step) =>
      step.type === 'gate'
        ? { ...step, question: text, opensOn: text }
        : { ...step, undo: text, expects: [{ fact: text, equals: text }] },
    ),
    checks: [
      check(text, 'warn', {
        summary: text,
        detail: text,
        remedy: text,
        at: { file: text, line: 1 },
        evidence: [{ fact: text, call: text, request: text, at: text }],
      }),
      check('ACK105', 'later', { later: text }),
      check('ACK109', 'warn', { summary: `not yet checked: ${text}` }),
    ],
    changes: [
      { id: 'a', address, fact: text, before: text, after: null, impact: 'update', until: 'end' },
      {
        id: 'b',
        address,
        fact: 'policy',
        before: `one\n${text}\n`,
        after: `${text}\ntwo\n`,
        impact: 'update',
        until: 'end',
      },
    ],
    gains: [{ address, topic: text, before: text, after: text, source: text }],
    leftBehind: [{ address, what: text, billed: true, remedy: text }],
    notices: [{ address, says: text }],
    cost: { [text]: text },
    diagnostics: [
      { code: 'ENG001', severity: 'warning', summary: text, detail: text, remedy: text, at: { file: text } },
    ],
  };
};
