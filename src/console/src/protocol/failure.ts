/** Why a call did not succeed: the server said no with a code, or the answer never came. */
export interface Failure {
  /** The stable code before the colon of a hub error, or `unreachable`. */
  code: string;
}

/** Reads the stable code out of a hub error; everything else counts as not having reached the server. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const found = /(?:HubException: )?\b([a-z]+(?:_[a-z]+)*\.[a-z_]+):/.exec(message);
  return { code: found?.[1] ?? 'unreachable' };
}

/** The code of whatever a call was rejected with. */
export function codeOf(failure: unknown): string {
  return (failure as Partial<Failure> | null)?.code ?? failureOf(failure).code;
}
