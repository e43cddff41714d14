import {
  Decoder,
  type DocumentPath,
  decodeExplicitRules,
  type ExplicitRule,
  entryNamed,
  guessResource,
  type KindRow,
  type RuleTerms,
  type SourceDocument,
  type SourceNode,
} from '@flyball/core';
import type { ServerSettings, ServerTlsSettings } from './server-settings.ts';

type Draft<T> = { -readonly [Member in keyof T]: T[Member] };

/** What a file of our own says: which servers there are, and metrics beside prometheus-adapter's. */
export interface MetricsDocument {
  readonly servers: readonly Placed<ServerSettings>[];
  readonly metrics: readonly ExplicitRule[];
  readonly kinds: readonly KindRow[];
  readonly files: readonly Placed<RuleFile>[];
}

/** Whom the rules of a prometheus-adapter file ask. */
export interface RuleFile extends Pick<RuleTerms, 'server' | 'headers'> {
  readonly name: string;
}

interface Placed<T> {
  readonly value: T;
  readonly path: DocumentPath;
}

/** A mistake in the document, by the path of the field. */
export interface DocumentMistake {
  readonly path: DocumentPath;
  readonly message: string;
  readonly remedy: string;
}

const members = ['servers', 'metrics', 'kinds', 'files'];

/** Whether a document is such a file. */
export function isMetricsDocument({ root }: SourceDocument): boolean {
  return (
    root?.kind === 'mapping' &&
    entryNamed(root, 'kind') === undefined &&
    members.some((name) => entryNamed(root, name) !== undefined)
  );
}

/** Reads the file strictly: unknown members and texts of the wrong kind are mistakes. */
export function readMetricsDocument(document: SourceDocument): {
  readonly content: MetricsDocument;
  readonly decoder: Decoder;
  readonly mistakes: DocumentMistake[];
} {
  const decoder = new Decoder(document);
  const mistakes: DocumentMistake[] = [];
  const content: Draft<MetricsDocument> = { servers: [], metrics: [], kinds: [], files: [] };
  const list = <T>(
    node: SourceNode,
    path: DocumentPath,
    read: (item: SourceNode, at: DocumentPath) => T,
  ) => decoder.list(node, path, (item, at) => ({ value: read(item, at), path: at })) ?? [];
  const reader = new Reader(decoder, mistakes);
  if (document.root !== undefined) {
    decoder.record(document.root, [], {
      servers: (node, path) => {
        content.servers = list(node, path, (item, at) => reader.server(item, at));
      },
      metrics: (node, path) => {
        content.metrics = decodeExplicitRules(decoder, node, path);
      },
      kinds: (node, path) => {
        content.kinds = list(node, path, (item, at) => reader.kind(item, at)).map(
          ({ value }) => value,
        );
      },
      files: (node, path) => {
        content.files = list(node, path, (item, at) => reader.file(item, at));
      },
    });
  }
  return { content, decoder, mistakes };
}

class Reader {
  readonly #decoder: Decoder;
  readonly #mistakes: DocumentMistake[];

  constructor(decoder: Decoder, mistakes: DocumentMistake[]) {
    this.#decoder = decoder;
    this.#mistakes = mistakes;
  }

  server(node: SourceNode, path: DocumentPath): ServerSettings {
    const settings: Draft<ServerSettings> = { name: '', url: '', headers: {}, parameters: {} };
    const text = (set: (value: string) => void) => (value: SourceNode, at: DocumentPath) =>
      set(this.#decoder.text(value, at));
    this.#decoder.record(node, path, {
      name: text((value) => {
        settings.name = value;
      }),
      url: text((value) => {
        settings.url = value;
      }),
      headers: (value, at) => {
        settings.headers = this.#texts(value, at);
      },
      parameters: (value, at) => {
        settings.parameters = this.#lists(value, at);
      },
      bearerTokenFile: text((value) => {
        settings.bearerTokenFile = value;
      }),
      basicAuthFile: text((value) => {
        settings.basicAuthFile = value;
      }),
      tls: (value, at) => {
        settings.tls = this.#tls(value, at);
      },
      timeout: (value, at) => {
        settings.timeoutMs = this.#decoder.duration(value, at);
      },
      warnings: (value, at) => {
        const word = this.#decoder.text(value, at);
        if (word === 'fail' || word === 'log' || word === 'ignore') settings.warnings = word;
        else this.#wrong(at, `${word} is none of the three ways`, 'write fail, log or ignore');
      },
    });
    this.#needs(path, 'name', settings.name, 'write what rules call it: main');
    this.#needs(path, 'url', settings.url, 'write its address: http://prometheus:9090');
    if (settings.bearerTokenFile !== undefined && settings.basicAuthFile !== undefined) {
      this.#wrong(path, 'there are two ways to prove who we are', 'leave one of them out');
    }
    return settings;
  }

  kind(node: SourceNode, path: DocumentPath): KindRow {
    const row = { group: '', version: 'v1', kind: '', resource: '', namespaced: true };
    this.#decoder.record(node, path, {
      group: (value, at) => {
        row.group = this.#decoder.text(value, at);
      },
      version: (value, at) => {
        row.version = this.#decoder.text(value, at);
      },
      kind: (value, at) => {
        row.kind = this.#decoder.text(value, at);
      },
      resource: (value, at) => {
        row.resource = this.#decoder.text(value, at);
      },
      namespaced: (value, at) => {
        row.namespaced = this.#decoder.flag(value, at) ?? true;
      },
    });
    this.#needs(path, 'kind', row.kind, 'write it as manifests do: Widget');
    const { plural, singular } = guessResource(row.kind);
    return { ...row, resource: row.resource || plural, singular, preferred: true };
  }

  file(node: SourceNode, path: DocumentPath): RuleFile {
    const file: Draft<RuleFile> = { name: '' };
    this.#decoder.record(node, path, {
      name: (value, at) => {
        file.name = this.#decoder.text(value, at);
      },
      server: (value, at) => {
        file.server = this.#decoder.text(value, at);
      },
      headers: (value, at) => {
        file.headers = this.#texts(value, at);
      },
    });
    this.#needs(path, 'name', file.name, 'write the name of the file: team-a.yaml');
    return file;
  }

  #tls(node: SourceNode, path: DocumentPath): ServerTlsSettings {
    const tls: Draft<ServerTlsSettings> = {};
    const text =
      (member: 'caFile' | 'certFile' | 'keyFile' | 'serverName') =>
      (value: SourceNode, at: DocumentPath): void => {
        tls[member] = this.#decoder.text(value, at);
      };
    this.#decoder.record(node, path, {
      caFile: text('caFile'),
      certFile: text('certFile'),
      keyFile: text('keyFile'),
      serverName: text('serverName'),
      insecureSkipVerify: (value, at) => {
        tls.insecureSkipVerify = this.#decoder.flag(value, at) ?? false;
      },
    });
    if ((tls.certFile === undefined) !== (tls.keyFile === undefined)) {
      this.#wrong(path, 'of certFile and keyFile one is missing', 'give both, or none');
    }
    return tls;
  }

  #texts(node: SourceNode, path: DocumentPath): Readonly<Record<string, string>> {
    const texts: [string, string][] = [];
    this.#decoder.entries(node, path, (name, value, at) => {
      texts.push([name, this.#decoder.text(value, at)]);
    });
    return Object.fromEntries(texts);
  }

  /** One value or several. */
  #lists(node: SourceNode, path: DocumentPath): Readonly<Record<string, readonly string[]>> {
    const lists: [string, readonly string[]][] = [];
    this.#decoder.entries(node, path, (name, value, at) => {
      const text = (item: SourceNode, place: DocumentPath) => this.#decoder.text(item, place);
      const values =
        value.kind === 'sequence' ? (this.#decoder.list(value, at, text) ?? []) : [text(value, at)];
      lists.push([name, values]);
    });
    return Object.fromEntries(lists);
  }

  #needs(path: DocumentPath, member: string, value: string, remedy: string): void {
    if (value === '') this.#wrong(path, `${member} is missing`, remedy);
  }

  #wrong(path: DocumentPath, message: string, remedy: string): void {
    this.#mistakes.push({ path, message, remedy });
  }
}
