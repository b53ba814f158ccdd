/** RUN: running. One entry a code; a code is never reused. */
export const runningCodes = {
  RUN001: {
    title: 'a one-way call on this target may be under way',
    means:
      'Another run wrote the intent to send a one-way call and the journal does not say how it ended. Open intents belong to the target: no other plan may be applied to it until that run is resumed or settled.',
    remedy: 'onward resume RUN, or onward settle RUN after looking at the cloud.',
  },
  RUN002: {
    title: 'ambiguous: it cannot be known whether a one-way call was accepted',
    means:
      'The call was sent or may have been, and the cloud shows no trace of it. Sending it again could do it twice, so Onward stops until a person answers.',
    remedy:
      'Look at the cloud (console, event log, the vendor), then: onward settle RUN --step STEP --as sent|not-sent --evidence TEXT',
  },
  RUN003: {
    title: 'the settlement contradicts the cloud',
    means: 'A person’s answer is refused when a probe shows the opposite, or while the call could still arrive.',
    remedy: 'Read what the probe found, and settle it the other way, or wait until the time that is named.',
  },
  RUN004: {
    title: 'there is nothing to settle',
    means: 'Only a step whose call was intended or sent, and which has not ended, can be settled.',
    remedy: 'onward status RUN shows how each step stands.',
  },
  RUN005: {
    title: 'a run to go on with must be named',
    means: 'There is no open run in the store, or there are several.',
    remedy: 'Name one of the listed runs: onward resume RUN',
  },
  RUN006: {
    title: 'the plan is stale',
    means: 'A fact that the plan expects has another value now. Apply does what was reviewed, or refuses.',
    remedy: 'Plan again, and have the new plan reviewed.',
  },
  RUN007: {
    title: 'a step failed',
    means: 'The cloud says that the step failed, or what it was to bring about is not there.',
    remedy: 'Read the reason; plan again once it is mended. A new try is a new plan and a new gate.',
  },
  RUN008: {
    title: 'a step did not come to its end in time',
    means:
      'It could not be read, or went on, until the budget of waiting was used up. Nothing is concluded from that; a call that was accepted goes on in the cloud and is not sent again.',
    remedy: 'Mend what the message names, then: onward resume RUN',
  },
  RUN009: {
    title: 'the end state is not proven',
    means: 'All steps were done, and yet a fact of the target differs from what the document asks for.',
    remedy: 'onward drift shows what differs; plan again.',
  },
  RUN010: {
    title: 'a check at the gate failed',
    means: 'A check that the gate requires does not pass now, though it may have passed when the plan was made.',
    remedy: 'Mend what it names, then: onward resume RUN',
  },
  RUN011: {
    title: 'another runner took the run over',
    means: 'A lock of a higher number exists. Whoever is fenced off sends nothing more.',
    remedy: 'Leave it to the other runner; onward status RUN shows it.',
  },
  RUN012: {
    title: 'parked at a gate',
    means: 'The run waits for a person’s yes. Nothing stays alive meanwhile, and nothing behind the gate was sent.',
    remedy: 'onward resume RUN --approve DECISION',
  },
  RUN013: {
    title: 'another run of this target is open',
    means:
      'A run of another plan for this target is parked or was interrupted. It changes nothing by itself, and it may go on.',
    remedy: 'onward status RUN shows it; resume it, abort it, or let it be and apply the new plan.',
  },
  RUN014: {
    title: 'the run is past its point of no return',
    means:
      'Its one-way call was sent, may have been, or is done, as its journal says or as the cloud shows. Nothing takes that back, so an abort would leave less than it found: the way leads forward only.',
    remedy: 'onward status RUN shows where it stands; onward resume RUN goes on.',
  },
  RUN015: {
    title: 'the run has ended',
    means: 'Nothing of it is left to go on with or to give up.',
    remedy: 'onward status RUN shows how it ended; a new try is a new plan.',
  },
  RUN016: {
    title: 'the run is being aborted',
    means: 'Some of what it did was taken back already. It cannot go on as if that were still there.',
    remedy: 'onward abort RUN takes the rest back; then plan again.',
  },
  RUN017: {
    title: 'there is no inventory to compare with',
    means:
      'Right before the gate to its point of no return a run writes down what must be the same afterwards. The store holds no such line of this target.',
    remedy: 'Name the store of the run with --store; without a run there is nothing to verify, only drift.',
  },
  RUN018: {
    title: 'there is nothing to hand over yet',
    means:
      'Handover writes what now exists for Terraform and Pulumi. A target that is not yet what its document asks for would be written down as something it is about to stop being; and not every kind can be handed over.',
    remedy: 'Bring the target there first (onward plan, onward apply), or name only the documents of those that are.',
  },
  RUN019: {
    title: 'the run cannot be set aside',
    means:
      'Only a run whose files are damaged is set aside, and only when it is known what to look for in the cloud: its plan, or documents of the targets it held.',
    remedy: 'onward status RUN shows how it stands; a run that can be read is resumed, aborted or settled.',
  },
  RUN020: {
    title: 'the approvals at a gate cannot be judged',
    means:
      'The policy moved since the plan was made, or the protected branch, the signers or the reviews cannot be read now. A gate opens by what can be proven, and stays shut otherwise.',
    remedy: 'Mend what the message names, then: onward resume RUN. Where the policy moved: plan again.',
  },
  RUN021: {
    title: 'there are no reviews to read',
    means:
      'The policy reads approvals from the reviews of a change, and this runner does not know its forge or the change.',
    remedy: 'Run it in the pipeline of the change, which knows both.',
  },
  RUN022: {
    title: 'a signature could not be made or proven',
    means: 'Signatures are made and proven by ssh-keygen (OpenSSH 8.2 or newer), with a key file or an agent.',
    remedy: 'Install OpenSSH, or name the key: onward approve plan.json --key FILE',
  },
  RUN023: {
    title: 'there is nothing to sign',
    means:
      'The plan cannot be applied, no gate of it needs approvals by the policy, or they are read from reviews of the change.',
    remedy: 'onward show plan.json says what its gates need.',
  },
  RUN024: {
    title: 'the report was altered after it was written',
    means:
      'A report holds the plan, the journal and the approvals exactly as they were, each line chained to the one before. Something in it is not as it was written; what, and where, is said.',
    remedy:
      'Take the file from where it was kept first, or write it again from the store: onward report RUN -o report.json',
  },
  RUN025: {
    title: 'an approval that counted is not proven',
    means:
      'The journal says that a gate was opened by signatures. One of them is not in the report, or is not by a key of the person that the signers name.',
    remedy: 'Give the allowed-signers file of that time with --signers, or ask for the approval itself.',
  },
  RUN026: {
    title: 'there is nothing to ask the vendor',
    means: 'A ticket tells of calls that were sent to the cloud. This run has sent none, or its kind has no vendor.',
    remedy: 'onward status RUN shows how the run stands.',
  },
} as const;
