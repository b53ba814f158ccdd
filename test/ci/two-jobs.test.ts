import { aroundThePipeline, pipeline } from './pipeline.ts';

const direct = { executor: 'direct', engine: null, ups: () => 0 } as const;

pipeline(direct);
aroundThePipeline(direct);
