import type { NotificationEntry } from './notification-log.ts';

/** Why a webhook is called, in the words of its body. */
export type NotificationReason =
  | 'first notification'
  | 'new alerts added'
  | 'some alerts resolved'
  | 'all alerts resolved'
  | 'repeat interval elapsed';

export interface GroupState {
  /** The alerts of the group by their labels. */
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
}

/** Why the webhook is to be called with this state of a group; nothing if it knows enough. */
export function notificationReason(
  entry: NotificationEntry | undefined,
  { firing, resolved }: GroupState,
  sendResolved: boolean,
  repeatInterval: number,
  tick: number,
): NotificationReason | undefined {
  if (entry === undefined) return firing.size > 0 ? 'first notification' : undefined;
  if (!isSubset(firing, entry.firing)) {
    return entry.firing.size === 0 ? 'first notification' : 'new alerts added';
  }
  if (firing.size === 0) return entry.firing.size > 0 ? 'all alerts resolved' : undefined;
  if (sendResolved && !isSubset(resolved, entry.resolved)) return 'some alerts resolved';
  return entry.at < tick - repeatInterval ? 'repeat interval elapsed' : undefined;
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  for (const key of part) if (!whole.has(key)) return false;
  return true;
}
