/** One field of the page as it stood; fields of one name are told apart by their value, or by their order. */
interface TypedValue {
  name: string;
  value: string;
  isChecked: boolean | null;
}

interface KeptValues {
  page: string;
  values: TypedValue[];
}

type TypedField = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const store = 'typed-values';
const fields = 'main input[name], main select[name], main textarea[name]';
const neverKept = /^(password|hidden|file|submit)$/;

/** Keeps what stands in the page's fields for the same page in the other language: in this tab, until it is there. */
export function keepTypedValues(path: string): void {
  const values = typedFields().map((field) => ({
    name: field.name,
    value: field.value,
    isChecked: isBox(field) ? field.checked : null,
  }));
  const kept: KeptValues = { page: pageOf(path), values };
  sessionStorage.setItem(store, JSON.stringify(kept));
}

/** Puts back what was kept for this page, as if it were typed again, and forgets it. */
export async function restoreTypedValues(path: string): Promise<void> {
  const text = sessionStorage.getItem(store);
  if (text === null) return;
  sessionStorage.removeItem(store);
  const kept = JSON.parse(text) as KeptValues;
  if (kept.page !== pageOf(path)) return;
  const left = [...kept.values];
  for (const field of typedFields()) {
    const at = left.findIndex(
      ({ name, value, isChecked }) =>
        name === field.name &&
        (isChecked !== null) === isBox(field) &&
        (isChecked === null || value === field.value),
    );
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (found === undefined) continue;
    restore(field, found);
    // Fields that share one state are typed one after the other, never at once.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** The stations in the boxes of the search, as an address names them: a station is typed in the words of a language. */
export function stationsTyped(): [name: 'from' | 'to', value: string][] {
  return (['from', 'to'] as const).flatMap((name) => {
    const box = document.querySelector<HTMLInputElement>(`main #${name}[role=combobox]`);
    const key = document.querySelector<HTMLInputElement>(`main input[type=hidden][name=${name}]`);
    const value = box === null ? '' : (key?.value ?? box.value);
    return value === '' ? [] : [[name, value]];
  });
}

function typedFields(): TypedField[] {
  return [...document.querySelectorAll<TypedField>(fields)].filter(
    (field) => !neverKept.test(field.type) && field.getAttribute('role') !== 'combobox',
  );
}

function restore(field: TypedField, { value, isChecked }: TypedValue): void {
  if (isBox(field)) {
    if (field.checked !== isChecked) field.click();
    return;
  }
  if (field.value === value) return;
  const folded = field.closest('details');
  if (folded !== null) folded.open = true;
  // React overhears a value that is set on the field itself.
  Reflect.set(Object.getPrototypeOf(field) as object, 'value', value, field);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

function isBox(field: TypedField): field is HTMLInputElement {
  return field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type);
}

function pageOf(path: string): string {
  return path.replace(/^\/[a-z]{2}(?=\/|$)/, '');
}
