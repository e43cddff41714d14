import { type Autoscalers, success } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { sharedListing } from '../../../../packages/webhook/src/control/modes/index.ts';
import { patient } from '../../../contracts/answers.ts';

/** Autoscalers that count how often they are listed, and answer when they are let. */
function counting(): {
  readonly autoscalers: Autoscalers;
  readonly asked: string[];
  answerAll(): void;
} {
  const asked: string[] = [];
  let waiting: (() => void)[] = [];
  return {
    asked,
    answerAll: () => {
      for (const answer of waiting.splice(0)) answer();
    },
    autoscalers: {
      list: async (namespace) => {
        asked.push(namespace);
        await new Promise<void>((resolve) => {
          waiting = [...waiting, resolve];
        });
        return success([]);
      },
      setMinReplicas: async (autoscaler) => success(autoscaler),
    },
  };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a hundred who ask during a listing share the next one, which began after they asked', async () => {
  const { autoscalers, asked, answerAll } = counting();
  const shared = sharedListing(autoscalers);
  const first = shared.list('kong', patient);
  const others = Array.from({ length: 100 }, () => shared.list('kong', patient));
  expect(asked).toEqual(['kong']);
  answerAll();
  await first;
  await turn();
  expect(asked).toEqual(['kong', 'kong']);
  answerAll();
  expect(await Promise.all(others)).toHaveLength(100);
  expect(asked).toHaveLength(2);
});

test('another namespace does not wait', async () => {
  const { autoscalers, asked, answerAll } = counting();
  const shared = sharedListing(autoscalers);
  const both = [shared.list('kong', patient), shared.list('shop', patient)];
  expect(asked).toEqual(['kong', 'shop']);
  answerAll();
  await Promise.all(both);
});

test('nothing is kept: who asks later asks the cluster', async () => {
  const { autoscalers, asked, answerAll } = counting();
  const shared = sharedListing(autoscalers);
  for (let round = 1; round <= 3; round++) {
    const listing = shared.list('kong', patient);
    answerAll();
    await listing;
    await turn();
    expect(asked).toHaveLength(round);
  }
});
