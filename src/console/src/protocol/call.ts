import type { Failure } from './failure';

/** Asks the gateway over HTTP with JSON. Rejects with a failure: its code, and what else the refusal says. */
export async function call<T>(address: string, method = 'GET', value?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      method,
      headers: { accept: 'application/json', ...(value !== undefined && { 'content-type': 'application/json' }) },
      ...(value !== undefined && { body: JSON.stringify(value) }),
    });
  } catch {
    throw { code: 'unreachable' } satisfies Failure;
  }
  const told: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return told as T;
  throw { code: 'unreachable', ...(told as Partial<Failure> | null) } satisfies Failure;
}
