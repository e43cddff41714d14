export { type ExchangeLimits, exchange, type HttpAnswer, type HttpRequest } from './exchange.ts';
export { safeMessage } from './safe-message.ts';
