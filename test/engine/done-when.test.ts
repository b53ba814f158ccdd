import { doneWhen } from '../script/done-when.ts';
import { pulumi } from './pulumi-under-test.ts';

doneWhen(pulumi);
