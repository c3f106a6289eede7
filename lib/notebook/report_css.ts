/**
 * The style of the report page, for light and dark screens and for paper.
 *
 * @module
 */

/** The style sheet. */
export const REPORT_CSS = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #ffffff; --ink: #1c2024; --soft: #60646c; --line: #dfe2e6;
  --good: #18794e; --good-ground: #e6f6ec; --bad: #c62a2f; --bad-ground: #ffe5e5;
  --random: #dbe7fd; --volatile: #5f626c; --code: #f2f4f7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #111315; --card: #191b1f; --ink: #edeef0; --soft: #a3a7af; --line: #2f3338;
    --good: #5bd39a; --good-ground: #10291e; --bad: #ff9592; --bad-ground: #3b1519;
    --random: #1b2a45; --volatile: #a3a7af; --code: #212429;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 110rem;
  background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif;
}
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
.legend, .time, .none, figcaption, dt { color: var(--soft); }
.legend span { padding: 0 .35em; border-radius: .25rem; font-family: ui-monospace, monospace; }
.time { font-weight: normal; font-size: .85rem; }
.number { color: var(--soft); font-family: ui-monospace, monospace; }
section {
  background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  border-left: .3rem solid var(--good); padding: 1rem 1.25rem; margin: 1.25rem 0;
}
section.fails { border-left-color: var(--bad); }
.badge {
  font-size: .75rem; padding: .1rem .5rem; border-radius: 1rem; vertical-align: .1em;
  color: var(--good); background: var(--good-ground);
}
.fails .badge { color: var(--bad); background: var(--bad-ground); }
nav { display: flex; flex-wrap: wrap; gap: .3rem; margin-bottom: .9rem; }
nav a {
  min-width: 2rem; padding: .1rem .4rem; border-radius: .3rem; text-align: center;
  text-decoration: none; color: var(--good); background: var(--good-ground);
}
nav a.fails { color: var(--bad); background: var(--bad-ground); font-weight: bold; }
dl { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; margin: 0; font-size: .85rem; }
dt, dd { display: inline; margin: 0; }
dt::after { content: " "; }
pre {
  margin: 0; padding: .75rem .9rem; border-radius: .4rem; overflow-x: auto;
  background: var(--code); font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace;
}
pre.code { margin-bottom: .9rem; border: 1px solid var(--line); background: none; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(38rem, 100%), 1fr)); gap: .9rem; }
figure { margin: 0 0 .9rem; min-width: 0; }
figcaption { font-size: .85rem; margin-bottom: .2rem; }
.random { background: var(--random); border-radius: .2rem; }
.volatile { color: var(--volatile); font-style: italic; }
.wrong { color: var(--bad); background: var(--bad-ground); border-radius: .2rem; font-weight: bold; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); }
th:nth-child(1), th:nth-child(3) { width: 8rem; }
th:nth-child(2) { width: 16rem; }
th { font-weight: normal; }
thead th { border-top: 0; color: var(--soft); }
caption { text-align: left; color: var(--soft); font-size: .85rem; }
:focus-visible { outline: .15rem solid var(--ink); outline-offset: .1rem; }
td:last-child { overflow-wrap: anywhere; white-space: pre-wrap; min-width: 20rem; }
@media (max-width: 40rem) {
  body { padding: 1rem .75rem 2rem; }
  section { padding: .75rem; }
  h1 { font-size: 1.3rem; overflow-wrap: anywhere; }
  th:nth-child(1), th:nth-child(2), th:nth-child(3) { width: auto; }
  td:last-child { min-width: 14rem; }
}
.judgement { white-space: nowrap; }
.overview th:nth-child(1) { width: auto; }
.overview td { width: 7rem; min-width: 4rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.overview tr.holds a { color: var(--good); }
.overview tr.fails a, .overview tr.fails td { color: var(--bad); font-weight: bold; }
.overview tr.not-run { color: var(--soft); }
.overview tr.not-run td { white-space: normal; }
.overview .chapter th { padding-top: .8rem; font-weight: bold; }
tr.holds .judgement { color: var(--good); }
tr.fails .judgement { color: var(--bad); font-weight: bold; }
tr.volatile, tr.not-applicable { color: var(--soft); font-style: normal; }
@media print { section { break-inside: avoid; } body { max-width: none; } }
`;
