/** FRG: the forge (GitHub, GitLab) and the pipelines on it. One entry a code; a code is never reused. */
export const forgeCodes = {
  FRG001: {
    title: 'The pipeline gives too little of itself',
    means:
      'In a pipeline, where the forge answers, which project it is and which token to use come from the variables that GitHub ' +
      'Actions or GitLab CI set. One that is needed is missing or is not of the documented form.',
    remedy: 'Run inside a job, and pass the variable that the message names on to the step.',
  },
  FRG002: {
    title: 'The address of the forge cannot be used',
    means:
      'The address of the API must be https. Plain http is allowed at loopback addresses only, since the token would travel in clear.',
    remedy: 'Correct the variable that the message names, or unset it.',
  },
  FRG003: {
    title: 'The forge does not know the token',
    means: 'The token has expired, was revoked, or belongs to another forge. Nothing was written.',
    remedy: 'GitHub: pass `github.token` to the step. GitLab: renew ONWARD_GITLAB_TOKEN.',
  },
  FRG004: {
    title: 'The forge refuses this to the token',
    means:
      'The token is known and may not do this. The token of a pull request from a fork may only read; that of a GitLab job may not write ' +
      'notes at all.',
    remedy:
      'GitHub: `permissions: pull-requests: write` on the job. GitLab: ONWARD_GITLAB_TOKEN, a project access token with scope `api`.',
  },
  FRG005: {
    title: 'The forge has no such thing',
    means:
      'The project, the change request or the comment is not there, or the token may not see it: forges answer both alike.',
    remedy: 'Compare the project and the number that the message names with what the token may see.',
  },
  FRG006: {
    title: 'The forge’s limit of requests is reached',
    means:
      'Too many requests came with this token, or too many in a short time. Reads were tried again as the forge asked; what writes is ' +
      'never sent again by itself.',
    remedy: 'Run the job again after the time that the message names.',
  },
  FRG007: {
    title: 'The forge does not take what was sent',
    means:
      'The forge found the request itself wrong: a comment that is too long, a closed conversation, a rule of the project.',
    remedy: 'The message holds the forge’s own words.',
  },
  FRG008: {
    title: 'The forge does not answer',
    means:
      'No whole answer came, or the forge said that it fails itself. A comment that was sent may be there all the same: the next run finds and ' +
      'refreshes it.',
    remedy: 'Run the job again.',
  },
  FRG009: {
    title: 'The forge’s answer is not of the documented form',
    means: 'Something that is not the forge answered (a proxy, a login page), or the forge changed its API.',
    remedy: 'Look at what answers at the address of the API.',
  },
  FRG010: {
    title: 'A change from a fork is not planned against the cloud',
    means:
      'A pull request from a fork gets no credentials, and must not: its author would hold them. Its documents were checked offline; the plan ' +
      'is made once the change is in a branch of the project.',
    remedy: 'Push the change to a branch of the project, after a look at it, to have it planned.',
  },
  FRG011: {
    title: 'The store that travels is not at home',
    means:
      'The store travels from job to job as an artifact. A job took it and did not bring it back, so the newest journal is missing: it may hold a ' +
      'call that was sent. To go on without it could send that call a second time.',
    remedy:
      'Look at the job that the message names: if it still runs, wait. If its machine is gone, look at the target in the console, then delete out.json from the store.',
  },
  FRG012: {
    title: 'The plan is of another commit',
    means: 'The plan file says from which commit its documents were read, and the job runs for another one.',
    remedy: 'Plan again in this pipeline, and hand that plan to this job.',
  },
  FRG013: {
    title: 'There is no change request to comment on',
    means:
      'The job runs for no pull request or merge request that the forge knows, so the plan stands in the job’s summary only.',
    remedy: 'Nothing, where the job runs for a branch. Else run it for the events of a pull request.',
  },
  FRG014: {
    title: 'A part of the report could not be made',
    means:
      'A face of the plan (comment, annotations, report) was not made. The plan itself, its file and its exit code stand.',
    remedy: 'Run `onward show` on the plan file with the format that the message names.',
  },
  FRG015: {
    title: 'An input of the pipeline cannot be used',
    means:
      'The variables ONWARD_CI_… are the inputs of the action and of the template. One holds a value that it cannot have.',
    remedy: 'Correct the input that the message names.',
  },
  FRG016: {
    title: 'The store that travels is too old to be had',
    means:
      'The newest artifact that holds the store was deleted by its age, and with it every journal. Without them nobody knows which calls were ' +
      'sent, so no new store is begun in its place.',
    remedy:
      'Look at each target in the console. Where nothing is under way, delete the expired artifact from its run; the next job begins a new store.',
  },
  FRG017: {
    title: 'A part of many targets left no plan',
    means:
      'The targets were planned in parts, each by a job of its own, and of one part there is no plan file: its job failed, was cancelled, or did not ' +
      'hand its file on. What it holds is not in the summary.',
    remedy: 'Look at the job of that part, and run it again; then this one.',
  },
} as const;
