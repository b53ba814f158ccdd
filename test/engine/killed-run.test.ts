import { killed } from '../script/killed.ts';
import { pulumi } from './pulumi-under-test.ts';

killed(pulumi);
