/** A document of the API, as it goes over the wire: the order of members is that of the object. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: object;
}

/** The `reason` of a Status. */
export type StatusReason =
  | 'NotFound'
  | 'BadRequest'
  | 'InternalError'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'Unauthorized'
  | 'Forbidden'
  | 'ServiceUnavailable';

export interface StatusParts {
  readonly code: number;
  readonly reason?: StatusReason;
  readonly message: string;
  readonly details?: object;
}

/** A failure as the API machinery of Kubernetes tells it. */
export function statusAnswer({ code, reason, message, details }: StatusParts): ApiAnswer {
  const body = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason !== undefined && { reason }),
    ...(details !== undefined && { details }),
    code,
  };
  return { status: code, body };
}

/** 404 for a path that leads nowhere. */
export function noSuchPath(): ApiAnswer {
  const message = 'the server could not find the requested resource';
  return statusAnswer({ code: 404, reason: 'NotFound', message, details: {} });
}

export function badRequest(message: string): ApiAnswer {
  return statusAnswer({ code: 400, reason: 'BadRequest', message });
}

/** 500 with the reason hidden in the details too, as Kubernetes does it. */
export function internalError(message: string): ApiAnswer {
  return statusAnswer({
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${message}`,
    details: { causes: [{ message }] },
  });
}

/** 500 without a reason: an error that nobody made a Status of. */
export function plainError(message: string): ApiAnswer {
  return statusAnswer({ code: 500, message });
}

/** `about` is the resource, with the name of the object behind it where there is one. */
export function metricNotFound(metric: string, about: string, because?: string): ApiAnswer {
  const reason = because === undefined ? '' : `: ${because}`;
  const message = `the server could not find the metric ${metric} for ${about}${reason}`;
  return statusAnswer({ code: 404, reason: 'NotFound', message });
}
