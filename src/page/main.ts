import { startFind } from './find.ts';
import { startLinks, startPrint } from './unfold.ts';

// The one script of the HTML face. All that the plan says is there without it.
startLinks(startFind());
startPrint();
