/** The bar with the one action of a step: stays at the lower edge of a phone, stands in its place on a wide page. */
export const actionBar =
  'sticky bottom-0 -mx-4 flex items-center justify-between gap-4 border-t border-hairline bg-page px-4 py-3 md:static md:mx-0 md:px-0';
