/// The style sheet of a page.
enum PageStyle {
  /// The hash by which the page's policy allows this style sheet and no other.
  static let hash = "sha256-+fezkltTKjQnTy2ZxuDkrWF5wL8nNp2cGFGnOjINmzM="

  static let text: StaticString = """
    :root{--sans:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
    --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
    :root{color-scheme:light dark;--back:#fff;--raised:#f5f6f8;--text:#1f2328;--muted:#59636e;--line:#d9dee4;
    --link:#0a58ca;--bad:#b3261e;--bad-back:#fceceb;--good:#1a7035;--good-back:#e6f4ea;--warn:#7d5200;
    --warn-back:#fdf3dc;--band:#e3ecf7;--level:#1f2328}
    @media (prefers-color-scheme:dark){:root{--back:#101419;--raised:#181e26;--text:#dfe4ea;--muted:#9ba6b2;
    --line:#2e3742;--link:#86b7ff;--bad:#ff958c;--bad-back:#3b1917;--good:#67d487;--good-back:#12301c;--warn:#e6b85c;
    --warn-back:#33280f;--band:#22334a;--level:#fff}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 var(--sans);overflow-wrap:break-word}
    header,nav,main,footer{max-width:84rem;margin:0 auto;padding:0 clamp(1rem,3vw,2.5rem)}
    a{color:var(--link);text-underline-offset:.15em}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
    .skip{position:absolute;left:-100rem;padding:.5rem 1rem;background:var(--back)}
    .skip:focus{left:.5rem;top:.5rem;z-index:1}
    .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    [hidden]{display:none!important}
    h1{margin:0;font-size:clamp(1.45rem,3vw,2rem);line-height:1.25;font-weight:650;letter-spacing:-.01em}
    h2{margin:0 0 .75rem;font-size:1.2rem;line-height:1.3;font-weight:650}
    h3{display:inline;margin:0;font-size:1em;font-weight:650}
    p{margin:.5rem 0;max-width:75ch}
    section{margin:2.75rem 0}
    ul{margin:.5rem 0;padding-left:1.2rem}
    li{margin:.15rem 0}
    code,dd,.names,.note,.rows th[scope=row],summary,h3,.lead,li,figcaption{overflow-wrap:anywhere}
    code,h3,.names a,.names span,.rows th[scope=row],.suite .name{font-family:var(--mono);font-size:.92em}
    strong{font-weight:650}
    .verdict{padding-top:2.25rem;padding-bottom:.5rem}
    .verdict::before{content:"";position:absolute;left:0;right:0;top:0;height:6px;background:var(--tone,var(--muted))}
    .bad{--tone:var(--bad);--tone-back:var(--bad-back)}
    .good{--tone:var(--good);--tone-back:var(--good-back)}
    .warn{--tone:var(--warn);--tone-back:var(--warn-back)}
    .dim{--tone:var(--muted);--tone-back:var(--raised)}
    .state{display:inline-block;margin-right:.35rem;padding:.05em .5em;border-radius:.25em;background:var(--tone);
    color:var(--back);font-weight:700;letter-spacing:.01em}
    .rest{display:block;margin-top:.35rem;color:var(--muted);font-size:.62em;font-weight:400;letter-spacing:0}
    .lead{margin:1.1rem 0 0;padding:0;list-style:none;font-size:1.05rem}
    .lead li{margin:.4rem 0;max-width:90ch}
    .failure{color:var(--bad);white-space:pre-wrap}
    p.next{margin:1rem 0 1.5rem;max-width:none}
    ol.next{margin:1rem 0 1.5rem;padding-left:1.4rem}
    .next li{margin:.3rem 0}
    .brief{padding:0;list-style:none;color:var(--muted)}
    .brief li{max-width:120ch}
    #evidence{margin-bottom:1.5rem}
    main>h1{padding-top:2.25rem}
    .copied{display:inline-flex;align-items:flex-start;max-width:100%;vertical-align:top}
    .command{display:inline-block;padding:.2rem .5rem;border-radius:4px;background:var(--raised);color:var(--text)}
    .copy{min-width:3.5rem;min-height:1.7rem;margin-left:.35rem;padding:0 .5rem;border:1px solid var(--line);
    border-radius:4px;background:var(--back);color:var(--muted);font:inherit;font-size:.8em;cursor:pointer}
    .copy:hover,.tools button:hover{color:var(--text);border-color:var(--muted)}
    dl{margin:0}dt{color:var(--muted);font-size:.87em}dd{margin:0}
    .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));gap:.75rem 2rem;
    padding-top:1rem;border-top:1px solid var(--line)}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr));gap:1.25rem 2rem}
    .tiles strong{display:block;font-size:1.75rem;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums}
    .tiles dd span{color:var(--muted)}
    .glossary div{display:grid;grid-template-columns:9rem 1fr;gap:.25rem 1rem;padding:.3rem 0}
    .contents{padding-top:.5rem;padding-bottom:.5rem}
    .contents ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;margin:0;padding:0;list-style:none}
    .contents a{display:inline-block;padding:.3rem 0}
    .tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:1.5rem 0 -1rem}
    .tools input,.tools button{min-height:2.25rem;padding:0 .75rem;border:1px solid var(--line);border-radius:4px;
    background:var(--back);color:var(--text);font:inherit}
    .tools input{width:min(20rem,60vw)}
    .tools button{cursor:pointer}
    .tools a{padding:.4rem 0}
    .tools [role=status]{color:var(--muted)}
    table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
    caption{display:table-caption;padding:0 0 .4rem;text-align:left;color:var(--muted);font-size:.87em}
    th,td{padding:.5rem 1.25rem .5rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    th:last-child,td:last-child{padding-right:0}
    thead th{color:var(--muted);font-size:.87em;font-weight:500;white-space:nowrap}
    th[scope=row]{font-weight:600}
    .n{text-align:right;white-space:nowrap}
    td{overflow-wrap:anywhere}td.n,.badge,.box td{overflow-wrap:normal}
    td[data-label=metric]{min-width:7rem}td[data-label=since]{min-width:12rem}td[data-label=reason]{min-width:14rem}
    .note{display:block;max-width:62ch;color:var(--muted);font:400 .87em/1.45 var(--sans)}
    .n .note{white-space:nowrap}
    .n.change .note{white-space:normal}td.change{min-width:13rem}
    #changes th[scope=row]{width:26rem;min-width:14rem}
    .cause th{padding:.6rem .75rem;background:var(--raised);font:600 .93em/1.5 var(--sans)}
    .rows th[scope=row] a{text-decoration:none}
    .rows th[scope=row] a:hover{text-decoration:underline}
    .badge{display:inline-block;white-space:nowrap;padding:.05rem .5rem;border-radius:1rem;background:var(--tone-back,var(--raised));
    color:var(--tone,var(--muted));font:600 .87em/1.6 var(--sans)}
    .change strong,td.bad,td.good,td.warn{color:var(--tone)}
    .arrow{margin-right:.3em;color:var(--tone);font-size:.75em}
    th button{min-height:1.75rem;margin:-.2rem 0;padding:0;border:0;background:none;color:inherit;font:inherit;
    cursor:pointer;text-decoration:underline dotted;text-underline-offset:.25em}
    [aria-sort=ascending] button::after{content:" ↑"}[aria-sort=descending] button::after{content:" ↓"}
    .names{margin:0;padding:0;list-style:none}
    .names a,.names span,.names summary{padding:.1rem 0}
    .names a{display:inline-block}
    summary{min-height:1.75rem;padding:.35rem 0;cursor:pointer}
    .reasons th[scope=row]{width:9rem}.reasons td:last-child{width:22rem}
    .suite,.benchmark{border-bottom:1px solid var(--line)}
    .suite>summary,.benchmark>summary{padding:.6rem 0}
    .suite>summary .note{display:inline}
    .suite>summary .name{margin-right:.5rem}
    summary .badge{margin-left:.35rem}
    .suite>table{margin:0 0 1rem}
    .suite th,.suite td{padding-top:.35rem;padding-bottom:.35rem}
    .benchmark[open]{padding-bottom:1.5rem}
    .benchmark[open]>summary h3{font-size:1.1em}
    .verdicts{padding:0;list-style:none}
    .where,.remarks{color:var(--muted);font-size:.93em}
    .commands{padding:0;list-style:none}
    .commands li{margin:.3rem 0}
    .charts{display:flex;flex-wrap:wrap;gap:1rem 3rem;margin:1.25rem 0}
    figure{flex:0 1 26rem;margin:0;min-width:0}
    .wide{flex-basis:100%;max-width:62rem}
    figcaption{color:var(--muted);font-size:.87em}
    .box{overflow-x:auto;margin:1rem 0}
    figure .box{margin:0}
    .box table{width:auto;min-width:min(34rem,100%)}
    .limit{color:var(--muted)}
    svg{display:block;overflow:visible}
    svg polyline{fill:none;stroke:var(--muted);stroke-width:1.5;stroke-linejoin:round}
    svg path{fill:none;stroke:var(--line)}
    svg text{fill:var(--muted);font:11px var(--sans)}
    svg circle{fill:var(--tone,var(--muted))}
    svg .band{fill:var(--band)}
    svg .record{stroke:var(--muted);stroke-dasharray:1 3}
    .spark{width:120px;height:28px}
    .dots{width:100%;height:auto}
    .dots .old{fill:var(--muted);fill-opacity:.55}.dots .new{fill:var(--link);fill-opacity:.7}
    .dots .limit{stroke:var(--text);stroke-dasharray:4 3}
    .trend{width:100%;min-width:40rem;height:auto}
    .trend .new{fill:var(--link)}
    .trend .level{stroke:var(--level);stroke-width:2.5}
    .trend .change{stroke:var(--tone);stroke-width:1.5}
    .trend .provisional,.trend .minor{stroke-dasharray:5 4}
    .trend .gone{stroke:var(--muted);stroke-dasharray:2 4}
    .trend text.bad,.trend text.good{fill:var(--tone);font-weight:600}
    footer{padding-top:1rem;padding-bottom:3rem;color:var(--muted);font-size:.87em}
    @media (max-width:80rem){
    .stack thead{display:none}.stack,.stack tbody,.stack caption{display:block}
    .stack tr{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;padding:.75rem 0;border-bottom:1px solid var(--line)}
    .stack th[scope=row],#changes th[scope=row]{flex:1 0 100%;width:auto;min-width:0}
    .stack th,.stack td{padding:0;border:0}
    .stack .cause{background:var(--raised)}.stack .cause th{flex:1 0 100%;padding:0 .75rem}
    .stack td{text-align:left}
    .stack td{min-width:0}.stack .none{display:none}
    .stack td[data-label]::before{content:attr(data-label);display:block;color:var(--muted);font-size:.8em}
    .reasons td,.reasons td:last-child{flex:1 0 100%;width:auto;min-width:0}}
    @media (max-width:47.5rem){
    .sortable thead{display:none}.sortable,.sortable tbody,.sortable caption{display:block}
    .sortable tr{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;padding:.5rem 0;border-bottom:1px solid var(--line)}
    .sortable th[scope=row]{flex:1 0 100%}
    .suite .sortable th,.suite .sortable td{padding:0;border:0;text-align:left}
    .n .note{white-space:normal}
    .facts{grid-template-columns:repeat(auto-fill,minmax(min(9rem,100%),1fr))}
    .glossary div{grid-template-columns:1fr}}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    @media print{
    body{font-size:10pt;background:#fff;color:#000}
    .skip,.contents,.tools,.copy{display:none!important}
    details.changed::details-content{content-visibility:visible;block-size:auto}
    section{margin:1.5rem 0}tr,figure{break-inside:avoid}
    a[href^=http]::after{content:" (" attr(href) ")"}
    .state{border:1px solid}}
    """
}
