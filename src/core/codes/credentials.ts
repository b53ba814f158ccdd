/** CRD: credentials, permission, and where they are sent. One entry a code; a code is never reused. */
export const credentialCodes = {
  CRD001: {
    title: 'No credentials were found',
    means:
      'None of the places of the default credential chain gave a usable key: the ALIBABA_CLOUD_* variables, an OIDC token file, ' +
      'the profile in ~/.aliyun/config.json, ~/.alibabacloud/credentials, the ECS metadata service, a credentials URI. ' +
      'What the chain reported is not shown, because it may hold whole files.',
    remedy: 'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or log in with `aliyun configure`.',
  },
  CRD002: {
    title: 'The cloud does not know the access key',
    means:
      'The access key id was deleted, disabled, mistyped, or belongs to another cloud (China site, international).',
    remedy: 'Use an access key that is active, and check which site its account belongs to.',
  },
  CRD003: {
    title: 'The signature does not match',
    means: 'The access key id is known, and the secret that signed the request is not the one that belongs to it.',
    remedy: 'Set the secret that belongs to this access key id, without spaces or line breaks around it.',
  },
  CRD004: {
    title: 'The security token has expired or is not valid',
    means: 'The temporary credentials ran out, or the token does not belong to the access key beside it.',
    remedy: 'Get new temporary credentials (log in again, renew the CI token), then run the same command again.',
  },
  CRD005: {
    title: 'The clock of this machine is wrong',
    means:
      'A signed request is valid for 15 minutes around its date, and its date is outside of that by the cloud’s clock.',
    remedy: 'Set the clock (NTP), then run the same command again.',
  },
  CRD006: {
    title: 'Permission is missing',
    means: 'The credentials are good, and the account’s RAM policies or the cluster’s RBAC do not allow this call.',
    remedy: 'Allow the action that the message names for this caller, then run the same command again.',
  },
  CRD007: {
    title: 'The credentials belong to another account',
    means:
      'The plan was made with the credentials of one account, and the ones at hand belong to another. What a plan does in one account is not done in another.',
    remedy: 'Use credentials of the account that the plan names.',
  },
  CRD008: {
    title: 'An endpoint variable cannot be used',
    means:
      'An ONWARD_ENDPOINT variable must be https://host[:port]. Plain http is allowed at loopback addresses only, since ' +
      'signed requests would travel in clear.',
    remedy: 'Unset the variable, or correct it.',
  },
  CRD009: {
    title: 'The region is not a region’s id',
    means:
      'The region becomes part of the address that signed requests go to, so anything but a region’s id is refused.',
    remedy: 'Give the region as the console shows it, as in cn-hangzhou.',
  },
  CRD010: {
    title: 'The name of a bucket or an object cannot be used',
    means:
      'Both become part of the address that signed requests go to. A bucket’s name is 3 to 63 lower-case letters, digits and ' +
      'hyphens, without a hyphen at either end; an object’s key must not have a path segment that is one or two dots.',
    remedy: 'Give the name as the console shows it, without oss:// and without a path.',
  },
  CRD011: {
    title: 'The connection of an operation center is not given',
    means:
      'A document names an operation center; where it answers and as whom it is asked comes from the environment only: ' +
      'ONWARD_AOC_<NAME>_URL, and _TOKEN (or an API key) or _USERNAME with _PASSWORD; _CA for an authority of your own.',
    remedy: 'Set the variables that the message names; <NAME> is the operation center in capitals, other signs as _.',
  },
  CRD012: {
    title: 'The connection of an operation center cannot be used',
    means:
      'The address must be https://host[:port]; plain http is allowed at loopback addresses only, since the token would ' +
      'travel in clear. The authority must be a file with certificates in PEM form, or its text.',
    remedy: 'Correct the variable that the message names.',
  },
  CRD013: {
    title: 'The operation center does not accept who asks',
    means:
      'The token is not valid any more, or the login was refused. An account with a second factor cannot log in by password: ' +
      'it needs an API key, which is used like a token.',
    remedy: 'Set ONWARD_AOC_<NAME>_TOKEN to a valid token or API key, or correct name and password.',
  },
  CRD014: {
    title: 'The OIDC token could not be had',
    means:
      'A role is to be assumed by an OIDC token (ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN), and the token is ' +
      'missing: its file (ALIBABA_CLOUD_OIDC_TOKEN_FILE) cannot be read or is empty, or the pipeline’s own service did not ' +
      'give one. No other credentials are looked for then: they would be somebody else’s.',
    remedy:
      'In GitHub Actions give the job `permissions: id-token: write`; elsewhere let the pipeline write its token to the file.',
  },
  CRD015: {
    title: 'The role does not trust the OIDC token',
    means:
      'The token service refused to exchange the pipeline’s token for the role’s credentials: it has expired, its issuer or ' +
      'audience is not the one that the OIDC provider in RAM knows, or the role’s trust policy names another subject ' +
      '(oidc:sub), as of another branch, environment or repository.',
    remedy: 'Compare the trust policy with ci/trust in Onward’s repository, and the subject with the job’s own.',
  },
  CRD016: {
    title: 'The OIDC variables are not complete',
    means:
      'A role is assumed by an OIDC token when ALIBABA_CLOUD_ROLE_ARN and ALIBABA_CLOUD_OIDC_PROVIDER_ARN are set, and a ' +
      'token is at hand: a file (ALIBABA_CLOUD_OIDC_TOKEN_FILE) or a GitHub job that may ask for one. One alone does nothing.',
    remedy: 'Set what the message names, or unset the others.',
  },
  CRD017: {
    title: 'The role that applies cannot be used',
    means:
      'ONWARD_APPLY_ROLE names the RAM role that a plan’s run will have, where a pipeline plans with one identity and applies ' +
      'with another. It is a role’s name, or acs:ram::<account>:role/<name> in the account of the plan.',
    remedy: 'Correct the variable, or unset it where the same identity plans and applies.',
  },
} as const;
