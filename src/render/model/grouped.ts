export { grouped } from '../../core/grouped.ts';
