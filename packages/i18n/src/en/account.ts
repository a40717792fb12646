export const account = {
  signIn: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'E-mail and password do not match.',
    noAccount: 'No account yet?',
    first: 'Sign in to go on. Your choice is kept.',
  },
  signUp: {
    title: 'Create an account',
    name: 'Your name',
    passwordHint: 'At least {min, plural, one {# character} other {# characters}}. Pasting works.',
    submit: 'Create account',
    have: 'Have an account already?',
    failed: 'An account could not be made with this e-mail. Perhaps you have one already.',
    emailBad: 'Enter an e-mail address, such as name@example.com',
    passwordShort: 'Use at least {min, plural, one {# character} other {# characters}}',
    nameMissing: 'Enter a name',
    passwordMissing: 'Enter your password',
  },
} as const;
