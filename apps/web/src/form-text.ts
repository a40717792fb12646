/** A text of a form just as it was sent; nothing where there is no such field, a file in its place, or no form at all. */
export function formText(form: FormData, name: string): string {
  const value = isForm(form) ? form.get(name) : null;
  return typeof value === 'string' ? value : '';
}

/** Every text of a form with its name, in the order sent. */
export function formTexts(form: FormData): [string, string][] {
  return isForm(form)
    ? [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    : [];
}

/** A program may send an action anything in place of its form. */
function isForm(form: unknown): form is FormData {
  return form instanceof FormData;
}
