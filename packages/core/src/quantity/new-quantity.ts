import type { Int64 } from '../go/index.ts';
import type { QuantityFormat } from './format.ts';
import { Quantity } from './quantity.ts';

/** `value` whole units. Go's `NewQuantity`. */
export function newQuantity(value: Int64, format: QuantityFormat = 'DecimalSI'): Quantity {
  return new Quantity(value, 0, format);
}

/** `milli` thousandths, as the autoscaler reports metric values. Go's `NewMilliQuantity`. */
export function newMilliQuantity(milli: Int64, format: QuantityFormat = 'DecimalSI'): Quantity {
  return new Quantity(milli, -3, format);
}

/** `value` times 10^scale, DecimalSI. Go's `NewScaledQuantity`. */
export function newScaledQuantity(value: Int64, scale: number): Quantity {
  return new Quantity(value, scale, 'DecimalSI');
}
