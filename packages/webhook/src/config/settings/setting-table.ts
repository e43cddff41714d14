import type { PolicySettings } from './policy-settings.ts';
import {
  choiceSetting,
  durationSetting,
  matchersSetting,
  type PolicyAnnotation,
  type Setting,
  switchSetting,
} from './setting.ts';

/** What the names of our annotations begin with; no other annotation is looked at. */
export const annotationPrefix = 'flyball.dev/';

/** The annotation that holds the guards. */
export const guardsAnnotation: PolicyAnnotation = {
  name: `${annotationPrefix}guards`,
  form: 'YAML',
  default: 'the guards that only prevent harm',
  meaning: 'the guards around the decision, and the queries that they weigh',
};

/** The annotations that are read one by one. */
export const settingTable: {
  readonly [Name in keyof PolicySettings]: Setting<PolicySettings[Name]>;
} = {
  mode: choiceSetting({
    name: `${annotationPrefix}mode`,
    words: ['direct', 'shadow'],
    meaning:
      '`direct` writes the size, unless an autoscaler of the cluster has it; `shadow` decides and records, and writes nothing',
  }),
  paused: switchSetting({
    name: `${annotationPrefix}paused`,
    meaning: 'whether the policy is paused: looked at, and nothing written',
  }),
  syncPeriod: durationSetting({
    name: `${annotationPrefix}sync-period`,
    least: '1s',
    default: '15s',
    meaning: 'how long after a look the next one comes while the policy is awake',
  }),
  safetyPeriod: durationSetting({
    name: `${annotationPrefix}safety-period`,
    least: '1s',
    default: '5m',
    meaning: 'how long after a look the next one comes while the policy sleeps',
  }),
  compatibility: choiceSetting({
    name: `${annotationPrefix}compatibility`,
    words: ['flyball', 'kubernetes'],
    meaning: '`kubernetes` switches every guard off: decisions are exactly those of Kubernetes',
  }),
  alerts: matchersSetting({
    name: `${annotationPrefix}alerts`,
    meaning: 'alerts that wake the policy besides its own: those whose labels meet every matcher',
  }),
};

/** Every annotation of a policy that means something to us. */
export const policyAnnotations: readonly PolicyAnnotation[] = [
  ...Object.values(settingTable),
  guardsAnnotation,
].map(({ name, form, default: absent, meaning }) => ({ name, form, default: absent, meaning }));
