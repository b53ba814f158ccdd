import { runtime } from '@pulumi/pulumi';
import proto from '@pulumi/pulumi/proto/resource_pb.js';

const pause = 500;

/** Whether Pulumi still takes questions: it stops doing so when it is told to end, and when it is gone. */
const takesQuestions = (): Promise<boolean> =>
  new Promise((resolve) => {
    const question = new proto.SupportsFeatureRequest();
    question.setId('secrets');
    const monitor = runtime.getMonitor();
    if (monitor === undefined) resolve(false);
    else
      monitor.supportsFeature(question, (problem: unknown) => {
        resolve(problem === null || problem === undefined);
      });
  });

/** Calls `act` once when Pulumi ends before us. Its library says so of a step that is under way only when that has ended. */
export const whenPulumiEnds = (act: () => void): (() => void) => {
  const look = setInterval(() => {
    void takesQuestions().then((takes) => {
      if (takes) return;
      clearInterval(look);
      act();
    });
  }, pause);
  look.unref();
  return () => {
    clearInterval(look);
  };
};
