const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** A resident identity number with a right check character (GB 11643), another one for each `order` from 0 to 999. */
export function residentId(order: number): string {
  const body = `11010119900307${String(order).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${checkCharacters[sum % 11]}`;
}
