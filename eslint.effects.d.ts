import type { Linter } from 'eslint';

declare const effects: Linter.Config[];
export default effects;
