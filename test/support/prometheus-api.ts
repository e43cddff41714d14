import type { Labels, NativeHistogram, QueryResult, Sample } from '@flyball/webhook';

/** A result as the HTTP API of Prometheus writes it, the other way round than our reader. */
export function renderData(answer: QueryResult | { readonly series: readonly Labels[] }): unknown {
  if (!('kind' in answer)) return answer.series;
  switch (answer.kind) {
    case 'vector':
      return { resultType: 'vector', result: answer.samples.map(renderSample) };
    case 'matrix':
      return {
        resultType: 'matrix',
        result: answer.series.map(({ labels, points }) => {
          const floats = points.flatMap(({ at, value }) =>
            typeof value === 'number' ? [[at / 1000, print(value)]] : [],
          );
          const histograms = points.flatMap(({ at, value }) =>
            typeof value === 'number' ? [] : [[at / 1000, renderHistogram(value)]],
          );
          return {
            metric: labels,
            ...(floats.length > 0 ? { values: floats } : {}),
            ...(histograms.length > 0 ? { histograms } : {}),
          };
        }),
      };
    case 'scalar':
      return { resultType: 'scalar', result: [answer.at / 1000, print(answer.value)] };
    case 'string':
      return { resultType: 'string', result: [answer.at / 1000, answer.value] };
  }
}

function renderSample({ labels, at, value }: Sample): unknown {
  return typeof value === 'number'
    ? { metric: labels, value: [at / 1000, print(value)] }
    : { metric: labels, histogram: [at / 1000, renderHistogram(value)] };
}

function renderHistogram({ count, sum, buckets }: NativeHistogram): unknown {
  return {
    count: print(count),
    sum: print(sum),
    ...(buckets.length > 0
      ? {
          buckets: buckets.map((bucket) => [
            rule(bucket.lowerInclusive, bucket.upperInclusive),
            print(bucket.lower),
            print(bucket.upper),
            print(bucket.count),
          ]),
        }
      : {}),
  };
}

function rule(lowerInclusive: boolean, upperInclusive: boolean): number {
  if (lowerInclusive) return upperInclusive ? 3 : 1;
  return upperInclusive ? 0 : 2;
}

/** A float as the API prints it: as JavaScript does, but for infinities, -0 and short exponents. */
function print(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  if (Object.is(value, -0)) return '-0';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}
