/** What to look at when a partner's gateway does not answer as agreed; the words are those of `docs/formats/partner-gateway.md`. */
export function faultKind(fault: string): 'network' | 'clocks' | 'keys' | 'other' {
  if (['unreachable', 'timeout', 'unavailable'].includes(fault)) return 'network';
  if (fault === 'refused_clocks_apart') return 'clocks';
  if (['answer_signature', 'refused_signature', 'refused_unknown_key', 'refused_not_signed'].includes(fault)) {
    return 'keys';
  }
  return 'other';
}

/** Half of what still gets through: time to mend it before nothing does. */
export const isFarApart = (seconds: number) => Math.abs(seconds) >= 15;
