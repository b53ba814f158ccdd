import { direct } from './scene.ts';
import { secrets } from './secrets.ts';

secrets(direct);
