import { killedEverywhere } from '../script/killed-everywhere.ts';
import { pulumi } from './pulumi-under-test.ts';

killedEverywhere(pulumi);
