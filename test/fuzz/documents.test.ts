import { hold } from './hold.ts';
import { documentLaws } from './laws/documents.ts';

hold('a document', documentLaws);
