#!/usr/bin/env node
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCli } from './cli.ts';

const { columns = 80, isTTY = false } = process.stdout;

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    write: (text) => void process.stdout.write(text),
    tell: (text) => void process.stderr.write(text),
    read: (file) => readFileSync(file, 'utf8'),
    list: (folder) =>
      statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [],
    filesBelow,
    create(file, text) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: 'wx' });
    },
    interactive: isTTY && process.stderr.isTTY === true,
    width: Math.max(80, columns),
  },
  readVersion(),
);

function filesBelow(folder: string): string[] | null {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const manifest: { readonly version: string } = JSON.parse(text);
  return manifest.version;
}
