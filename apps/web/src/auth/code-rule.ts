/** Digits of a code to sign in with. */
export const codeLength = 6;

/** How long a code is good. */
export const codeMinutes = 10;

/** Whether a text can be a code at all. */
export function isCode(text: string): boolean {
  return text.length === codeLength && /^\d+$/.test(text);
}
