/** How many pushes a LINE account has left this month. Days are `YYYY-MM-DD`, in Japan. */
export interface LineQuota {
  account: string;
  limit?: number;
  used?: number;
  left?: number;
  spent: boolean;
  asOf?: string;
  alarmAbove?: number;
  renewsOn?: string;
  lastsUntil?: string;
}

/** The accounts of one's own organisation. Rejects when they cannot be read. */
export async function lineQuota(): Promise<LineQuota[]> {
  const answer = await fetch('/api/line/quota', { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error('unreachable');
  return (await answer.json()) as LineQuota[];
}
