import { listen } from '@flyball/webhook/node';
import { Hono } from 'hono';
import { expect, test } from 'vitest';

const app = new Hono().get('/', (context) => context.text('here'));

test('port 0 takes a free port of this machine, and says which', async () => {
  const listening = await listen(app, { port: 0 });
  try {
    expect(listening.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(listening.url)).text()).toBe('here');
  } finally {
    await listening.close();
  }
  await expect(fetch(listening.url)).rejects.toThrow();
});

test('an address that is taken is named in the error', async () => {
  const first = await listen(app, { port: 0 });
  const port = Number(new URL(first.url).port);
  try {
    await expect(listen(app, { port })).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`);
  } finally {
    await first.close();
  }
});

test('closing waits for the answer that is under way', async () => {
  let answer: () => void = () => undefined;
  const slow = new Hono();
  const begun = new Promise<void>((resolve) => {
    slow.get('/slow', async (context) => {
      resolve();
      await new Promise<void>((go) => {
        answer = go;
      });
      return context.text('done');
    });
  });
  const listening = await listen(slow, { port: 0 });
  const response = fetch(`${listening.url}/slow`, { headers: { connection: 'close' } });
  await begun;
  const closed = listening.close();
  answer();
  expect(await (await response).text()).toBe('done');
  await closed;
});
