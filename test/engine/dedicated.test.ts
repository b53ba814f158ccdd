import { dedicated } from '../script/dedicated.ts';
import { pulumi } from './pulumi-under-test.ts';

dedicated(pulumi);
