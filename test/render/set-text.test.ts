import { describe, expect, it } from 'vitest';
import { markdownOf, textOf } from './shown.ts';
import { erp, setPlan } from './set-plan.ts';

describe('a set in text', () => {
  it('x', () => {
    console.log(textOf(setPlan(erp)));
    console.log(textOf(setPlan(erp), 50));
    console.log(markdownOf(setPlan(erp)));
  });
});
