import type { Control } from '../../control/index.ts';
import { sleepUntilDue } from '../../deadline/index.ts';
import {
  type DocumentVerdict,
  followDocuments,
  logVerdict,
  type OwnPolicies,
  PolicyCollection,
  verdictEvent,
} from '../../policies/index.ts';
import type { Clock, EventSink, Log, PolicyDocuments, PolicyScope } from '../../ports/index.ts';
import { followFolder, type PolicyFolder } from './follow-folder.ts';

/** Where policies come from. */
export interface PolicyOrigins {
  /** Those that are there at first. */
  readonly own: OwnPolicies;
  /** The folder that these stand in, to be read again. */
  readonly folder?: PolicyFolder;
  /** ConfigMaps in the cluster. */
  readonly configMaps: readonly PolicyScope[];
}

export interface OriginPorts {
  readonly documents: PolicyDocuments;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long telling an event may take, in milliseconds. */
const eventDeadlineMs = 5_000;

/** Keeps the policies of a control as their origins have them, until it is told to stop. */
export async function followPolicies(
  { own, folder, configMaps }: PolicyOrigins,
  control: Control,
  ports: OriginPorts,
  stop: AbortSignal,
): Promise<void> {
  const { log, clock } = ports;
  const tell = (verdict: DocumentVerdict): void => {
    logVerdict(verdict, log);
    const event = verdictEvent(verdict, clock.now());
    if (event === null) return;
    void ports.events
      .emit(event, { signal: AbortSignal.timeout(eventDeadlineMs) })
      .then((emitted) => {
        if (emitted.ok) return;
        const { namespace, name } = event.subject;
        const configMap = `${namespace}/${name}`;
        log.write('warn', 'event not emitted', { configMap, problem: emitted.message });
      });
  };
  const collection = new PolicyCollection(tell);
  collection.setOwn(own);

  const following = configMaps.map((scope) =>
    followDocuments(
      scope,
      (documents) => {
        collection.setDocuments(scope.namespace, documents);
        control.replace(collection.policies);
      },
      { ...ports, sleep: sleepUntilDue, random: Math.random },
      stop,
    ),
  );
  if (folder !== undefined) {
    const take = (policies: OwnPolicies): void => {
      collection.setOwn(policies);
      control.replace(collection.policies);
    };
    following.push(followFolder(folder, take, log, sleepUntilDue, stop));
  }
  await Promise.all(following);
}
