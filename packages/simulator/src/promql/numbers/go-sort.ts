/** Up to here Go sorts by insertion, which keeps the order of what is equal. */
const INSERTION_LIMIT = 12;

/**
 * Sorts in place by an order that need not be a proper one (NaN may be less than itself), as Go's
 * sort.Sort does for few elements. Of many, Go leaves equal ones in no promised order; here they
 * keep theirs.
 */
export function goSort<T>(items: T[], less: (one: T, other: T) => boolean): T[] {
  if (items.length > INSERTION_LIMIT) {
    return items.sort((one, other) => (less(one, other) ? -1 : less(other, one) ? 1 : 0));
  }
  for (let end = 1; end < items.length; end++) {
    for (let i = end; i > 0; i--) {
      const [before, item] = [items[i - 1] as T, items[i] as T];
      if (!less(item, before)) break;
      items[i - 1] = item;
      items[i] = before;
    }
  }
  return items;
}
