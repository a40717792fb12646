export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

export function isTheme(text: string): text is Theme {
  return (themes as readonly string[]).includes(text);
}
