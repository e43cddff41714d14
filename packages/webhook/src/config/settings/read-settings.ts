import { type DocumentPath, editDistance } from '@flyball/core';
import type { PolicySettings } from './policy-settings.ts';
import type { Setting } from './setting.ts';
import { annotationPrefix, policyAnnotations, settingTable } from './setting-table.ts';

/** Takes what is wrong at a path of the manifest. */
type Report = (path: DocumentPath, message: string, remedy: string, part?: 'key') => void;

/** Where the annotation stands in the manifest. */
export function annotationPath(name: string): DocumentPath {
  return ['metadata', 'annotations', name];
}

/**
 * Reads the settings of a policy out of its annotations. What is wrong is reported, and counts as
 * absent; so is every name under our prefix that we do not know.
 */
export function readSettings(
  annotations: Readonly<Record<string, string>>,
  report: Report,
): PolicySettings {
  const value = <Value>({ name, absent, read }: Setting<Value>): Value => {
    if (!Object.hasOwn(annotations, name)) return absent;
    const reading = read(annotations[name] ?? '');
    if (reading.ok) return reading.value;
    report(annotationPath(name), reading.message, reading.remedy);
    return absent;
  };
  for (const name of Object.keys(annotations)) {
    if (!name.startsWith(annotationPrefix)) continue;
    if (policyAnnotations.some((known) => known.name === name)) continue;
    report(annotationPath(name), `there is no annotation ${name}`, meant(name), 'key');
  }
  return {
    mode: value(settingTable.mode),
    paused: value(settingTable.paused),
    syncPeriod: value(settingTable.syncPeriod),
    safetyPeriod: value(settingTable.safetyPeriod),
    compatibility: value(settingTable.compatibility),
    alerts: value(settingTable.alerts),
  };
}

function meant(written: string): string {
  const names = policyAnnotations.map(({ name }) => name);
  const [nearest] = names
    .map((name) => ({ name, distance: editDistance(name, written.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= (name.length - annotationPrefix.length) / 2)
    .sort((one, other) => one.distance - other.distance);
  return nearest === undefined
    ? `remove it, or write one of ${names.join(', ')}`
    : `probably ${nearest.name} is meant`;
}
