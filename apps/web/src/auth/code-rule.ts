/** Digits of a code to sign in with. */
export const codeLength = 6;

/** How long a code is good. */
export const codeMinutes = 10;
