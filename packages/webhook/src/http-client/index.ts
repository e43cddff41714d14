export {
  type ExchangeLimits,
  exchange,
  type HttpAnswer,
  type HttpRequest,
  type LineReader,
} from './exchange.ts';
export { safeMessage } from './safe-message.ts';
