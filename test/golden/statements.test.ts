import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerOf, coverageText, lookAtGallery, page, readSource, sourceFiles } from './coverage.ts';

const gallery = await lookAtGallery();

describe('the statements that Onward began with', () => {
  it.each(sourceFiles)('are each answered by something that there is: %s', (file) => {
    for (const { says, by } of readSource(file).statements) {
      expect({ says, answers: by.length }).not.toEqual({ says, answers: 0 });
      for (const reference of by)
        expect({ reference, known: answerOf(reference, gallery) !== null }).toEqual({ reference, known: true });
    }
  });

  it('are shown by the page that `npm run golden` writes', () => {
    expect(readFileSync(page, 'utf8')).toBe(coverageText(gallery));
  });

  it('cannot be answered by what nobody knows', () => {
    for (const reference of ['check ACK999', 'step ack.fly', 'duty nothing', 'gate nowhere', 'wish ACK104'])
      expect(answerOf(reference, gallery)).toBeNull();
  });

  it('can be seen: each check, step and duty that answers one stands in a plan of the gallery', () => {
    const unseen = sourceFiles
      .flatMap((file) => readSource(file).statements.flatMap(({ by }) => by))
      .filter(
        (reference) => /^(check|step|proof|duty) /.test(reference) && answerOf(reference, gallery)?.seen.length === 0,
      );
    expect([...new Set(unseen)]).toEqual([]);
  });
});
