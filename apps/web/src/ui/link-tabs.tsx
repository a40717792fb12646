interface LinkTabsProps {
  label: string;
  tabs: { href: string; text: string; count?: number | undefined; current: boolean }[];
}

/** Tabs that are addresses: each view can be linked to and works without scripts. */
export function LinkTabs({ label, tabs }: LinkTabsProps) {
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto border-b border-hairline">
      {tabs.map((tab) => (
        <a
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className="flex min-h-11 items-center gap-2 whitespace-nowrap border-b-3 border-transparent px-3 text-15 text-ink no-underline hover:text-brand aria-[current=page]:border-brand aria-[current=page]:font-semibold aria-[current=page]:text-brand"
        >
          {tab.text}
          {tab.count ? <span className="figures text-13">{tab.count}</span> : null}
        </a>
      ))}
    </nav>
  );
}
