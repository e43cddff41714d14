/** A request as an object. */
interface NaiveRequest {
  readonly at: number;
  work: number;
}

/** An event as an object with a function, in an array that is sorted by a comparator when it is read. */
interface NaiveEvent {
  readonly time: number;
  readonly act: () => void;
}

/**
 * A round-robin of processor-sharing pods as one writes it first: objects, closures, and a heap with a
 * comparator. What the engine is measured against.
 */
export function naiveService(pods: number, rate: number, mean: number, requests: number): number {
  const events: NaiveEvent[] = [];
  const push = (event: NaiveEvent): void => {
    events.push(event);
    let place = events.length - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const [child, parent] = [events[place], events[above]];
      if (child === undefined || parent === undefined || parent.time <= child.time) break;
      [events[place], events[above]] = [parent, child];
      place = above;
    }
  };
  const pop = (): NaiveEvent | undefined => {
    const [top] = events;
    const last = events.pop();
    if (last === undefined || events.length === 0) return top;
    events[0] = last;
    for (let place = 0; ; ) {
      const left = 2 * place + 1;
      const least = [left, left + 1]
        .filter((child) => child < events.length)
        .sort((a, b) => (events[a]?.time ?? 0) - (events[b]?.time ?? 0))[0];
      const [parent, child] = [events[place], events[least ?? place]];
      if (least === undefined || parent === undefined || child === undefined) break;
      if (parent.time <= child.time) break;
      [events[place], events[least]] = [child, parent];
      place = least;
    }
    return top;
  };
  const draw = (scale: number): number => -scale * Math.log(1 - Math.random());
  const latencies: number[] = [];
  const farm = Array.from({ length: pods }, () => ({
    requests: [] as NaiveRequest[],
    since: 0,
    version: 0,
  }));
  let now = 0;
  let turn = 0;
  let left = requests;
  const settle = (pod: (typeof farm)[number]): void => {
    const share = (now - pod.since) / Math.max(1, pod.requests.length);
    for (const request of pod.requests) request.work -= share;
    pod.since = now;
  };
  const plan = (pod: (typeof farm)[number]): void => {
    pod.version += 1;
    const { version } = pod;
    const least = Math.min(...pod.requests.map(({ work }) => work));
    if (pod.requests.length === 0) return;
    push({
      time: now + least * pod.requests.length,
      act() {
        if (pod.version !== version) return;
        settle(pod);
        const done = pod.requests.findIndex(({ work }) => work <= 1e-12);
        const [request] = pod.requests.splice(Math.max(0, done), 1);
        latencies.push(now - (request?.at ?? now));
        plan(pod);
      },
    });
  };
  const arrive = (): void => {
    const pod = farm[turn % pods];
    turn += 1;
    left -= 1;
    if (pod !== undefined) {
      settle(pod);
      pod.requests.push({ at: now, work: draw(mean) });
      plan(pod);
    }
    if (left > 0) push({ time: now + draw(1 / rate), act: arrive });
  };
  push({ time: 0, act: arrive });
  for (let event = pop(); event !== undefined; event = pop()) {
    now = event.time;
    event.act();
  }
  return latencies.sort((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? 0;
}

/**
 * First come, first served at equal servers in a bare loop over a typed array: what the machine can do
 * when nothing else is asked.
 */
export function bareLoop(servers: number, rate: number, mean: number, requests: number): number {
  const free = new Float64Array(servers);
  let now = 0;
  let sum = 0;
  for (let k = 0; k < requests; k += 1) {
    now -= Math.log(1 - Math.random()) / rate;
    const server = k % servers;
    const begin = Math.max(now, free[server] ?? 0);
    const done = begin - mean * Math.log(1 - Math.random());
    free[server] = done;
    sum += done - now;
  }
  return sum / requests;
}
