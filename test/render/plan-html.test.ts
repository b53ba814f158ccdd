import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { script, scriptHash, style, styleHash } from '../../src/generated/page.ts';
import { checkAnchor, codeAnchor, pageId, targetAnchor } from '../../src/render/html/anchor.ts';
import { escapeHtml, markup } from '../../src/render/html/markup.ts';
import { hostilePlan, nasty } from './hostile.ts';
import { blockedPlan, twoTargetPlan } from './plan-variants.ts';
import { check, decision, digest, readyPlan, stepsFor, targetOf } from './plans.ts';
import { hot, setPlan } from './set-plan.ts';
import { allPlans, htmlOf } from './shown.ts';

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;

const between = (html: string, from: string, to: string): string =>
  html.slice(html.indexOf(from) + from.length, html.indexOf(to, html.indexOf(from)));

const policyOf = (html: string): string => /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

const bodyOf = (html: string): string => html.slice(html.indexOf('<body>'), html.indexOf('<script>'));

/** So many targets, each third one blocked. */
const fleet = (count: number) => {
  const addresses = Array.from({ length: count }, (_, at) => `AckCluster/c-${at}` as const);
  return readyPlan({
    targets: addresses.map((address) => targetOf(address)),
    steps: addresses.flatMap((address) => stepsFor(address)),
    checks: addresses.flatMap((address, at) => (at % 3 === 0 ? [check('ACK103', 'fail', { address })] : [])),
  });
};

describe('a plan as HTML', () => {
  it.each(allPlans)('holds one style and one script, the very ones that its policy names: %s', (_, plan) => {
    const html = htmlOf(plan);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(policyOf(html).split('; ')).toEqual([
      "default-src 'none'",
      `style-src '${hashOf(between(html, '<style>', '</style>'))}'`,
      `script-src '${hashOf(between(html, '<script>', '</script>'))}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style>'));
  });

  it('carries what was generated, under the hashes that were', () => {
    expect([styleHash, scriptHash]).toEqual([hashOf(style), hashOf(script)]);
    expect(style + script).not.toMatch(/<\/|<!--|https?:|url\(|@import/);
  });

  it.each(allPlans)('names nothing outside itself, and no style or handler of an element: %s', (_, plan) => {
    const html = htmlOf(plan);
    expect(html.match(/<link [^>]*>/g)?.join()).toMatch(/^<link rel="icon" href="data:image\/svg\+xml,[^"<>]*">$/);
    expect(bodyOf(html)).not.toMatch(/<[^>]* (src|style|srcset|action|background|on\w+)=/);
    for (const [, href = ''] of bodyOf(html).matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^#/);
  });

  it.each(allPlans)('leads nowhere that is not there, and names nothing twice: %s', (_, plan) => {
    const html = bodyOf(htmlOf(plan));
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, to] of html.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(to);
  });

  it.each(allPlans)('is deterministic, and whole: every step, every check that speaks, both hashes: %s', (_, plan) => {
    const html = htmlOf(plan);
    expect(htmlOf(plan)).toBe(html);
    const steps = [...html.matchAll(/data-step="([^"]*)"/g)].map(([, id]) => id);
    expect(steps.sort()).toEqual(plan.steps.map(({ id }) => id).sort());
    for (const { code, verdict } of plan.checks) if (verdict !== 'pass') expect(html).toContain(code);
    expect(html).toContain(`<code>${decision}</code>`);
    expect(html).toContain(`<code>${digest}</code>`);
  });

  it('draws the point of no return between the gate and the first one-way step', () => {
    const html = htmlOf(readyPlan());
    const gate = html.indexOf('data-step="prod/commit"');
    const point = html.indexOf('<li class="point"><b>POINT OF NO RETURN</b></li>');
    const step = html.indexOf('<li class="step beyond one-way for-ever" data-step="prod/migrate">');
    expect([gate, point, step].every((at) => at > 0)).toBe(true);
    expect([gate, point, step]).toEqual([gate, point, step].sort((a, b) => a - b));
  });

  it('says what goes away, and for how long, at the step', () => {
    const html = htmlOf(readyPlan());
    const step = html.slice(html.indexOf('data-step="prod/migrate"'));
    expect(step).toContain('<div class="cell away"><dt>API server away</dt><dd>5-10 min</dd></div>');
    expect(html).toContain('<rect class="away"');
  });

  it('folds neither what is in the way nor the steps of what can start', () => {
    const blocked = htmlOf(blockedPlan());
    expect(blocked.slice(0, blocked.indexOf('<details'))).toContain('data-code="ACK103" data-verdict="FAIL"');
    expect(htmlOf(readyPlan())).toMatch(/<details class="part" open>\n<summary><h2 class="title">Steps<\/h2>/);
  });

  it('tells each sign in a word', () => {
    for (const [, plan] of allPlans)
      for (const [sign] of htmlOf(plan).matchAll(/<span class="sign">.*?<\/span>[^<]*<\/span>/g))
        expect(sign).toMatch(/> (check|gate|add|change|one-way|remove)<\/span>$/);
  });
});

describe('a plan of several targets as HTML', () => {
  it('has each target as a row that opens, with what the filter asks for', () => {
    const html = htmlOf(fleet(12));
    expect(
      html.match(/<details class="target" data-standing="BLOCKED" data-journey="standard -&gt; pro"/g),
    ).toHaveLength(4);
    expect(html.match(/<details class="target" data-standing="READY"/g)).toHaveLength(8);
    expect(html).toContain('<output aria-live="polite">12 of 12 targets</output>');
    expect(html).toContain('<form class="find" role="search" aria-label="Find targets" autocomplete="off" hidden>');
  });

  it('shows a few of them open under a list of links, and many folded', () => {
    expect(htmlOf(twoTargetPlan())).toContain('<nav aria-label="Targets">');
    expect(htmlOf(twoTargetPlan()).match(/<details class="target"[^>]* open>/g)).toHaveLength(2);
    expect(htmlOf(fleet(12))).not.toMatch(/<nav|<details class="target"[^>]* open>/);
  });

  it('names each check once, with all targets on which it speaks', () => {
    const html = htmlOf(fleet(12));
    const row = between(html, '<tr id="check:ACK103">', '</tr>');
    expect(row.match(/href="#AckCluster\/c-\d+:ACK103"/g)).toHaveLength(4);
  });

  it('asks nothing of a filter where there is one target', () => {
    expect(htmlOf(readyPlan())).not.toContain('<form');
  });

  it('tells a set of one member as a set, under its name', () => {
    const html = htmlOf(setPlan([{ name: 'erp-web-1', ways: hot }]));
    expect(html).toContain('<h1 class="title">VirtualMachineSet/erp</h1>');
    expect(html).toContain('<th scope="row">erp-web-1</th>');
  });
});

describe('hostile names in HTML', () => {
  it.each(nasty)('are text and nothing else: $reason', ({ text }) => {
    const shape = (html: string): string => html.replace(/>[^<]*</g, '><').replace(/"[^"]*"/g, '""');
    const odd = bodyOf(htmlOf(hostilePlan(text)));
    // Texts of several lines are told in several.
    if (!text.includes('\n')) expect(shape(odd)).toBe(shape(bodyOf(htmlOf(hostilePlan('plain')))));
    expect(odd.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it('stand between quotes and outside of them', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;');
    expect(markup`<b title="${'"><i>'}">${'<i>'}</b>`.html).toBe('<b title="&quot;&gt;&lt;i&gt;">&lt;i&gt;</b>');
  });

  it('make no anchor but their own', () => {
    expect(targetAnchor('AckCluster/prod-1')).toBe('AckCluster/prod-1');
    expect(targetAnchor(':plan')).not.toBe(pageId('plan'));
    expect(targetAnchor('check:ACK107')).not.toBe(codeAnchor('ACK107'));
    expect(targetAnchor('a/b:ACK107')).not.toBe(checkAnchor('a/b', 'ACK107', 1));
    expect(targetAnchor(`\ud800 "'<>\u202e\u676d`)).toMatch(/^[\w./%-]+$/);
  });
});
