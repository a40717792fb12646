/** Shortest password an account may have. */
export const passwordLengthMin = 10;
