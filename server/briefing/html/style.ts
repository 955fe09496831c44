/** How the printed page looks: an official sheet, A4, black on white with the red of the seal. */
export const STYLE = `
@page { size: A4; margin: 17mm 20mm 16mm; @bottom-center { content: counter(page); font: 9pt serif; color: #5c5850; } }
* { box-sizing: border-box; }
:root { color-scheme: light; --ink: #1d1c1a; --soft: #5c5850; --line: #ddd6c9; --seal: #a5311d; }
html { background: #ece7dd; color: var(--ink); font: 10.5pt/1.72 Georgia, "Times New Roman", "Songti SC", SimSun, "Noto Serif CJK SC", "Noto Serif SC", "Noto Sans SC", serif; }
body { margin: 0; }
main { max-width: 210mm; margin: 8mm auto; padding: 17mm 20mm; background: #fff; counter-reset: section; box-shadow: 0 1px 3px rgb(60 45 20 / 12%), 0 12px 40px -16px rgb(60 45 20 / 30%); }
h1 { margin: 0; color: var(--seal); font: 700 25pt/1.25 "STZhongsong", "Songti SC", "Noto Serif CJK SC", Georgia, "Noto Sans SC", serif; text-align: center; letter-spacing: 0.06em; text-wrap: balance; }
html[lang="en"] h1 { letter-spacing: 0; font-size: 22pt; }
.line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.2em 2em; margin: 6mm 0 0; padding-bottom: 2mm; border-bottom: 2.2pt solid var(--seal); font-size: 10pt; }
.line + .rule { border: 0; border-top: 0.6pt solid var(--seal); margin: 1.2pt 0 0; }
.lead { margin: 6mm 0 2mm; font-size: 13.5pt; line-height: 1.55; font-weight: 600; text-wrap: pretty; }
h2 { margin: 7mm 0 2mm; font: 600 12.5pt/1.4 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; break-after: avoid; }
section.told > h2 { counter-increment: section; }
section.told > h2::before { color: var(--seal); content: counter(section, decimal) ". "; }
html[lang^="zh"] section.told > h2::before { content: counter(section, simp-chinese-informal) "、"; }
p { margin: 0 0 2mm; text-wrap: pretty; orphans: 3; widows: 3; }
html[lang^="zh"] section.told > p { text-indent: 2em; }
data, time { font-variant-numeric: tabular-nums; white-space: nowrap; }
section.told > p data { font-weight: 600; }
.ref { margin-left: 0.25em; color: var(--soft); font: 7.5pt/1 system-ui, sans-serif; vertical-align: super; text-decoration: none; white-space: nowrap; }
.ref a { color: inherit; text-decoration: none; }
.ref a:hover, .ref a:focus { text-decoration: underline; }
figure { margin: 4mm 0; break-inside: avoid; }
figcaption, caption { padding-bottom: 1.5mm; color: var(--soft); font: 500 9pt/1.4 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; text-align: left; }
figure svg { display: block; max-width: 100%; height: auto; }
.tables { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2mm 8mm; align-items: start; }
.tables > .wide { grid-column: 1 / -1; }
.scroll { overflow-x: auto; break-inside: avoid; }
table { width: 100%; margin: 2mm 0; border-collapse: collapse; font: 9pt/1.45 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
th, td { padding: 1mm 1.6mm; border-bottom: 0.5pt solid var(--line); text-align: left; font-weight: 400; vertical-align: baseline; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom: 0.9pt solid var(--ink); color: var(--soft); font-size: 8.2pt; vertical-align: bottom; }
tr > .n { text-align: right; font-variant-numeric: tabular-nums; }
.sources { margin-top: 9mm; padding-top: 3mm; border-top: 0.6pt solid var(--seal); color: var(--soft); font: 8pt/1.5 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
.sources h2 { margin: 0 0 1.5mm; font-size: 9.5pt; color: var(--ink); }
.sources ol { margin: 0; padding-left: 2.2em; }
.sources li { margin-bottom: 0.8mm; break-inside: avoid; }
.sources li:target { background: #f7ece9; }
code { font: 7pt/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
@media (max-width: 700px) { main { margin: 0; padding: 8mm 5mm; } .tables { grid-template-columns: minmax(0, 1fr); } h1 { font-size: 18pt; } }
@media print { html { background: #fff; } tr { break-inside: avoid; } caption { break-after: avoid; } main { max-width: none; margin: 0; padding: 0; box-shadow: none; } .scroll { overflow: visible; } }
`
