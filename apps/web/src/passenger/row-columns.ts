/** The columns of a wide page: the journey, then one per class; shared by the headings and every row. */
export const rowColumns =
  'lg:grid-cols-[minmax(252px,1fr)_repeat(var(--classes),minmax(76px,104px))]';
