import { machines } from '../script/machines.ts';
import { pulumi } from './pulumi-under-test.ts';

machines(pulumi);
