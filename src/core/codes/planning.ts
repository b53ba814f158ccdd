/** PLN: planning. One entry a code; a code is never reused. */
export const planningCodes = {
  PLN001: {
    title: 'the plan is incomplete',
    means:
      'A read that the plan needs failed. Unknown is not absent: nothing is concluded from a failed read, and an incomplete plan cannot be applied.',
    remedy: 'Mend what the unknown checks name (permission, throttling, network), then plan again.',
  },
  PLN002: {
    title: 'a waiver is not needed',
    means: 'The document sets a check aside that passes. A waiver that nobody needs hides the next failure.',
    remedy: 'Take the waiver out of the document.',
  },
  PLN003: {
    title: 'the plan file is not a plan of this format',
    means: 'The file is not JSON, is not an onward.plan/1, or lacks a field that the format demands.',
    remedy: 'Write it again: onward plan FILE -o plan.json',
  },
  PLN004: {
    title: 'the plan file was altered',
    means:
      'The digest in the file is not the digest of its content: at least one byte changed since it was written. Apply does what was reviewed, or refuses.',
    remedy: 'Plan again, and have the new plan reviewed.',
  },
  PLN005: {
    title: 'the plan was already applied',
    means: 'A plan is applied once. Its digest is in the store already: consumed, parked or interrupted.',
    remedy: 'If it is parked or was interrupted: onward resume RUN. Otherwise plan again.',
  },
  PLN006: {
    title: 'the plan is blocked',
    means: 'At least one check failed, or a person’s word is missing. No approval can skip a check.',
    remedy: 'Mend what the checks name, plan again, and apply the new plan.',
  },
  PLN007: {
    title: 'the plan names another store',
    means:
      'The store guards against a second one-way call. A plan made for one store is refused by another, and a plan made when there was no store needs an empty one.',
    remedy: 'Give --store the store that the plan was made with, or plan again with this one.',
  },
  PLN008: {
    title: 'the plan uses an operation this version does not know',
    means: 'The plan was written by a newer or older version whose operations this one cannot carry on.',
    remedy: 'Use the version that the plan names, or plan again.',
  },
  PLN009: {
    title: 'the approval does not match the plan',
    means: 'What --approve gave is not a prefix (at least 12 hex digits) of the plan’s decision or digest.',
    remedy: 'Read the plan again and give the decision it shows: onward show plan.json',
  },
  PLN010: {
    title: 'a one-way plan needs a named store in CI',
    means:
      'Runners of a pipeline come and go; a store in the working directory would be lost with them, and with it the guard.',
    remedy: 'Name a store that outlives the runner: --store DIR, --store oss://bucket/prefix, or ONWARD_STORE.',
  },
  PLN011: {
    title: 'a waiver of a check that cannot be waived',
    means: 'The document sets a check aside that nothing may set aside, or one that does not exist for this kind.',
    remedy: 'Take the waiver out; the message lists the checks that can be waived.',
  },
  PLN012: {
    title: 'it is not clear which gate a yes is for',
    means:
      'Some gates ask for a yes of their own once they are reached: the shutdown of a machine is nobody else’s. Which of several is meant is not guessed.',
    remedy: 'onward resume RUN --approve DECISION --gate GATE[,GATE…]',
  },
  PLN020: {
    title: 'a set selects nothing',
    means:
      'No machine of the cluster fits the set’s selector. A set that is empty by mistake must not look like one whose work is done.',
    remedy: 'Correct the cluster, the labels or the names; the cloud’s own spelling counts.',
  },
  PLN021: {
    title: 'an override is for no member',
    means:
      'A set’s override names a machine that its selector does not find. What it asks for, a longer downtime or a time of its own, would be lost without a word.',
    remedy: 'Correct the name, or take the override out.',
  },
  PLN022: {
    title: 'an override could be for several members',
    means: 'Several members of the set bear the name that an override gives. Which is meant is not guessed.',
    remedy: 'Give the machines different names, or write a document with an id for each.',
  },
  PLN023: {
    title: 'a set’s list names nobody',
    means:
      'A name in the selector’s names is that of no machine it may take, which is an error, or one in exclude is, which is a warning: most often it is misspelt.',
    remedy: 'Correct the name, or take it out.',
  },
  PLN024: {
    title: 'machines that a selector fits were left out',
    means:
      'Machines of the system itself and machines in the recycle bin are never members of a set, whatever labels they carry.',
    remedy: 'Nothing needs to be done; the message counts them, so that expect.machines can be right.',
  },
  PLN035: {
    title: 'a target belongs to no wave',
    means:
      'The project moves its targets in waves, and none of them takes this one. It would go with none of them, or with all; which is not guessed. ' +
      'Where there is a protected branch, its waves are the ones that count.',
    remedy: 'Give the document the labels of a wave, or end the waves with one that takes what is left.',
  },
  PLN036: {
    title: '--only names nothing',
    means:
      'A name or a pattern given with --only fits no target. What was planned would be less than what was meant, without a word.',
    remedy: 'Correct the address (Kind/name); * and ? stand for any characters of the kind or of the name.',
  },
  PLN037: {
    title: 'shards and waves do not go together',
    means:
      'Each shard is a plan and a run of its own, and none waits for another. Waves order the targets of one plan: spread over shards, a later one would begin while the first still rests.',
    remedy: 'Plan without --shard, or give each batch of shards a project of its own without waves.',
  },
  PLN025: {
    title: 'the protected branch cannot be found',
    means:
      'The project, or the runner by ONWARD_POLICY_FROM, names a protected branch, and there is no git, no repository, or no such branch in this clone. The policy is never taken from the change it judges instead.',
    remedy: 'Fetch the branch into this clone: git fetch origin +refs/heads/main:refs/remotes/origin/main',
  },
  PLN026: {
    title: 'the protected branch has no policy that can be read',
    means:
      'The branch was found, and onward.yaml or a file that its policy names is not there, is no plain file (a link, a submodule), is wrong, or names another branch.',
    remedy: 'Mend it on the protected branch, by a change of its own; then plan again.',
  },
  PLN027: {
    title: 'the policy moved since the plan was made',
    means:
      'The plan says how many people its gates need, in which waves its targets move and when it ends, by the policy of that moment. Stricter or ' +
      'laxer, another policy asks for another decision. Of a run that has begun only the approvals are compared.',
    remedy: 'Plan again, and have the new plan approved.',
  },
  PLN028: {
    title: 'a decision on the command line is a yes of nobody',
    means:
      'The policy counts people who said yes by a review or a signature. Whoever types --approve gives no name that could be proven.',
    remedy: 'Leave --approve out; give approvals by reviews, or by onward approve.',
  },
  PLN029: {
    title: 'an approval is void',
    means:
      'The approval is of another decision, its signature is wrong or for another purpose, its signer is not known, is revoked or wrote the change, or its time is over.',
    remedy: 'Let the person read the plan and approve its decision anew: onward approve plan.json',
  },
  PLN030: {
    title: 'a document names a window that nobody declared',
    means:
      'Windows are declared once, in spec.windows of onward.yaml. A gate that waited for a window which is not there would wait for ever, or not at all.',
    remedy: 'Correct the name, or declare the window: its time zone, its days and hours.',
  },
  PLN031: {
    title: 'a window cannot be as it is declared',
    means:
      'Its time zone is not one that is known here, its hours begin and end at the same minute, two of its entries let in the same time, or an exception is no date. What was meant is not guessed, because it would open a gate.',
    remedy: 'Correct the window in spec.windows of onward.yaml; the message says what.',
  },
  PLN032: {
    title: 'what a gate lets run may outlast its window',
    means:
      'The steps behind the gate, by the longest way through them, take longer in some cases (nine of ten are within the larger number) than the window is ever open at a stretch. With onOverrun: finish, what has begun is brought to its end after the window too. A yes accepts that.',
    remedy: 'Declare a window that is open for longer, or accept it.',
  },
  PLN033: {
    title: 'a gate could never open in its window',
    means:
      'With onOverrun: park a gate opens only when what is left of the window is enough for what it lets run, in nine cases of ten. This window is never open for so long, so the gate would stay shut for ever.',
    remedy: 'Declare a window that is open for longer, or say onOverrun: finish.',
  },
  PLN034: {
    title: 'a window is too short for all targets that share it',
    means:
      'Targets take turns where limits say so. Those whose turn has not come when the window closes do not begin: they wait, and the run is resumed at the next opening.',
    remedy: 'Nothing needs to be done; resume the run at each opening, or declare a longer window or wider limits.',
  },
} as const;
