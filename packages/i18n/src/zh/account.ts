export const account = {
  signIn: {
    title: '登录',
    email: '电子邮箱',
    password: '密码',
    submit: '登录',
    wrong: '邮箱与密码不符。',
    noAccount: '还没有账号？',
    first: '请先登录再继续，您的选择会保留。',
  },
  signUp: {
    title: '注册账号',
    name: '如何称呼您',
    passwordHint: '至少 {min, number} 个字符，可以粘贴。',
    submit: '注册',
    have: '已有账号？',
    failed: '无法用此邮箱注册，您可能已有账号。',
    emailBad: '请填写邮箱地址，如 name@example.com',
    passwordShort: '至少 {min, number} 个字符',
    nameMissing: '请填写称呼',
    passwordMissing: '请填写密码',
  },
} as const;
