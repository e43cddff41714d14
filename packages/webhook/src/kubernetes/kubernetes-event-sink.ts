import { formatMicroInstant } from '@flyball/core';
import { V1MicroTime } from '@kubernetes/client-node/dist/types.js';
import { object, string } from 'valibot';
import { cutNote, EventSeries } from '../events/index.ts';
import {
  type CallOptions,
  type ClusterEvent,
  type EventSink,
  type Result,
  success,
} from '../ports/index.ts';
import type { KubernetesApi } from './kubernetes-api.ts';
import { fieldManager, mergePatch } from './requests.ts';

/** An event object's name, and how often the event was seen. */
interface Written {
  readonly name: string;
  readonly count: number;
}

const eventSchema = object({ metadata: object({ name: string() }) });

/** An object's name has at most 253 characters, of which a dot and 16 digits are ours. */
const longestSubjectName = 253 - 17;

const maximumNames = 3;

/**
 * Events of a real cluster, as `events.k8s.io/v1` wants them: what repeats within the window is a
 * series of one event object, and not a flood of them.
 */
export class KubernetesEventSink implements EventSink {
  readonly #api: KubernetesApi;
  readonly #instance: string;
  readonly #series = new EventSeries<Written>();
  #lastName = 0;

  /** @param instance who we are among our replicas: the name of the pod or the host */
  constructor(api: KubernetesApi, instance: string) {
    this.#api = api;
    this.#instance = instance.slice(0, 128);
  }

  async emit(event: ClusterEvent, options: CallOptions): Promise<Result<void>> {
    const cut = { ...event, message: cutNote(event.message) };
    const before = this.#series.find(cut);
    if (before === null) return this.#create(cut, options);

    const repeated = { name: before.name, count: before.count + 1 };
    const counted = await this.#count(cut, repeated, options);
    if (counted.ok) {
      this.#series.note(cut, repeated);
      return success(undefined);
    }
    // The API server drops events after an hour, or somebody deleted it.
    return counted.reason === 'not-found' ? this.#create(cut, options) : counted;
  }

  async #create(event: ClusterEvent, options: CallOptions): Promise<Result<void>> {
    for (let tries = 1; ; tries++) {
      const subjectName = event.subject.name.slice(0, longestSubjectName);
      const name = `${subjectName}.${this.#uniqueDigits(event.at)}`;
      const created = await this.#post(event, name, options);
      if (created.ok) {
        this.#series.note(event, { name, count: 1 });
        return success(undefined);
      }
      // Another replica said something about the same object in the same microsecond.
      if (created.reason !== 'exists' || tries === maximumNames) return created;
    }
  }

  #post(
    { subject, type, reason, message, at }: ClusterEvent,
    name: string,
    { signal }: CallOptions,
  ): Promise<Result<unknown>> {
    const { namespace } = subject;
    return this.#api.call({
      kind: 'write',
      names: [namespace],
      request: ({ events }) =>
        events.createNamespacedEvent(
          namespace,
          {
            metadata: { name, namespace },
            eventTime: new V1MicroTime(at),
            reportingController: 'flyball',
            reportingInstance: this.#instance,
            action: reason,
            reason,
            type,
            note: message,
            regarding: { ...subject },
          },
          undefined,
          undefined,
          fieldManager,
        ),
      schema: eventSchema,
      signal,
    });
  }

  #count(
    { subject: { namespace }, at }: ClusterEvent,
    { name, count }: Written,
    { signal }: CallOptions,
  ): Promise<Result<unknown>> {
    const body = { series: { count, lastObservedTime: formatMicroInstant(at) } };
    return this.#api.call({
      kind: 'write',
      names: [namespace, name],
      request: ({ events }) =>
        mergePatch(
          events.patchNamespacedEvent(name, namespace, body, undefined, undefined, fieldManager),
        ),
      schema: eventSchema,
      signal,
    });
  }

  /** Digits from the instant in microseconds, as Kubernetes names events, and never the same twice. */
  #uniqueDigits(at: number): string {
    this.#lastName = Math.max(this.#lastName + 1, Math.floor(at * 1_000));
    return this.#lastName.toString(16).padStart(16, '0');
  }
}
