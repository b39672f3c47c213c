import type { Body, BodyAddress, BodyEntry, BodyKind, BodyList, EntryFault, ImportReport } from './bodies';
import type { Failure } from './failure';

/** A refusal of the directory: its code, and the fields that cannot be used. */
export interface BodyFailure extends Failure {
  faults?: EntryFault[];
}

const root = '/api/bodies';

async function ask<T>(address: string, init?: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, { ...init, headers: { accept: 'application/json', ...init?.headers } });
  } catch {
    throw { code: 'unreachable' } satisfies BodyFailure;
  }
  const told: unknown = await answer.json().catch(() => null);
  if (answer.ok) return told as T;
  const problem = told as Partial<BodyFailure> | null;
  throw {
    code: problem?.code ?? 'unreachable',
    ...(problem?.faults && { faults: problem.faults }),
  } satisfies BodyFailure;
}

const send = <T>(address: string, value: unknown, method = 'POST') =>
  ask<T>(address, { method, body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });

export interface Changed {
  outcome: 'in_effect' | 'proposed' | 'unchanged';
  body: Body;
}

export const listBodies = (query: URLSearchParams) => ask<BodyList>(`${root}?${query}`);
export const bodyKinds = () => ask<BodyKind[]>(`${root}/kinds`);
export const findBody = (id: string) => ask<Body>(`${root}/${id}`);
export const addBody = (entry: BodyEntry) => send<Changed>(root, entry);
export const changeBody = (id: string, version: number, entry: BodyEntry) =>
  send<Changed>(`${root}/${id}`, { version, entry }, 'PUT');
export const approveBody = (id: string, version: number) => send<Changed>(`${root}/${id}/approve`, { version });
export const declineBody = (id: string, version: number) => send<Changed>(`${root}/${id}/decline`, { version });
export const disableBody = (id: string, reason: string) => send<Changed>(`${root}/${id}/disable`, { reason });
export const enableBody = (id: string) => send<Changed>(`${root}/${id}/enable`, {});
export const wayIn = (id: string) => ask<{ open: boolean }>(`${root}/${id}/way-in`);
export const openWayIn = (id: string) => ask<null>(`${root}/${id}/way-in`, { method: 'PUT' });
export const closeWayIn = (id: string) => ask<null>(`${root}/${id}/way-in`, { method: 'DELETE' });
/** The accounts of a body's people, and the invitations that nobody has used. */
export interface BodyAccounts {
  accounts: { id: string; userName: string; name: string; disabled: boolean; invited: boolean }[];
  invitations: { id: string; name: string; until: string }[];
}
export const bodyAccounts = (id: string) => ask<BodyAccounts>(`${root}/${id}/accounts`);
export const inviteToBody = (id: string, name: string, email: string) =>
  send<null>(`${root}/${id}/invitations`, { name, email });
export const takeInvitationBack = (id: string, invitation: string) =>
  ask<null>(`${root}/${id}/invitations/${invitation}`, { method: 'DELETE' });
export const closeBodyAccount = (id: string, account: string) =>
  ask<null>(`${root}/${id}/accounts/${account}`, { method: 'DELETE' });
export const tellAddress = (id: string) => send<BodyAddress>(`${root}/${id}/address`, {});

/** Takes a file, or with `check` only says what would become of it. */
export function importBodies(file: File, kind: string, check: boolean): Promise<ImportReport> {
  const query = new URLSearchParams({
    name: file.name.slice(0, 200),
    ...(kind && { kind }),
    ...(check && { check: '1' }),
  });
  return ask<ImportReport>(`${root}/import?${query}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/octet-stream' },
  });
}

export type ExportFormat = 'hsds-json' | 'hsds-csv' | 'facilities';

export const exportAddress = (format: ExportFormat, partners: boolean) =>
  `${root}/export?${new URLSearchParams({ format, contents: partners ? 'partners' : 'public' })}`;
