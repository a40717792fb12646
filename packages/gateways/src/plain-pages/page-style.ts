/** The look of the plain server-rendered pages: the site's tokens without its build. */
export const pageStyle = `
:root { color-scheme: light dark;
  --page: #FAF9F6; --card: #FFFFFF; --sunken: #F1EFEA; --ink: #151A21; --muted: #566070;
  --hairline: #DDD9D0; --control: #7E8794; --brand: #1A47A8; --on-brand: #FFFFFF;
  --go: #0E6B47; --caution: #8A5300; --caution-bg: #FFF3D9; --stop: #B3261E; }
@media (prefers-color-scheme: dark) { :root {
  --page: #11151B; --card: #191F27; --sunken: #0C1015; --ink: #ECEFF3; --muted: #9DA8B6;
  --hairline: #2B333E; --control: #6B7686; --brand: #8FB4FF; --on-brand: #0C1A38;
  --go: #5FD3A1; --caution: #F4C46B; --caution-bg: #2E2310; --stop: #FF8A80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font-size: 17px; line-height: 1.5;
  font-family: 'Source Sans 3 Variable', 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei',
    'Noto Sans CJK SC', 'Noto Sans SC Variable', sans-serif; }
main { max-width: 480px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 34px; line-height: 1.15; margin: 4px 0 8px; font-variant-numeric: tabular-nums; }
h1.words { font-size: 26px; }
p { margin: 0 0 12px; }
a { color: var(--brand); }
.top { display: flex; justify-content: space-between; gap: 16px; margin-bottom: 24px;
  font-size: 15px; color: var(--muted); }
.small { font-size: 15px; color: var(--muted); }
.card { background: var(--card); border: 1px solid var(--hairline); border-radius: 10px;
  padding: 24px; }
.notice { border-left: 4px solid var(--stop); padding: 8px 12px; margin: 16px 0;
  background: var(--sunken); border-radius: 0 6px 6px 0; }
.notice.caution { border-color: var(--caution); background: var(--caution-bg); }
.notice.go { border-color: var(--go); }
fieldset { border: 0; padding: 0; margin: 24px 0; }
legend { font-size: 15px; color: var(--muted); padding: 0; margin-bottom: 4px; }
label.choice { display: flex; gap: 12px; align-items: center; min-height: 48px;
  border-top: 1px solid var(--hairline); cursor: pointer; }
label.choice:last-child { border-bottom: 1px solid var(--hairline); }
input[type=radio] { width: 20px; height: 20px; margin: 0; accent-color: var(--brand); flex: none; }
button { font: inherit; min-height: 48px; width: 100%; border-radius: 6px; cursor: pointer;
  padding: 8px 16px; border: 1px solid var(--control); background: transparent; color: var(--ink); }
button.filled { background: var(--brand); border-color: var(--brand); color: var(--on-brand);
  font-weight: 600; font-variant-numeric: tabular-nums; }
button + button, form + form, form + p { margin-top: 12px; }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
`;
