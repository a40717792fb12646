/** Shortest password an account may have. */
export const passwordLengthMin = 10;

/** Longest one: hashing takes time that somebody else could ask for. */
export const passwordLengthMax = 128;

/** What is wrong with the length of a new password, or null. */
export function passwordFault(password: string): 'password-short' | 'password-long' | null {
  if (password.length < passwordLengthMin) return 'password-short';
  return password.length > passwordLengthMax ? 'password-long' : null;
}
