export { secondsOf, spanWords } from '../../core/span-words.ts';
