// The graph panel's page as HTML. Its script and style are files of the extension; nothing else can be loaded or run.

export interface PageResources {
  /** The source that webview resources come from, for the content security policy. */
  readonly cspSource: string
  readonly script: string
  readonly style: string
  readonly nonce: string
}

export function page({ cspSource, script, style, nonce }: PageResources): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gradient graph</title>
<link rel="stylesheet" href="${style}">
</head>
<body class="empty">
<header>
<h1></h1>
<span id="note" role="status"></span>
<span class="tools">
<button id="zoom-out" title="Zoom out (−)" aria-label="Zoom out">−</button>
<button id="zoom-in" title="Zoom in (+)" aria-label="Zoom in">+</button>
<button id="fit" title="Show all (0)">Show all</button>
</span>
</header>
<main>
<svg role="img" aria-label="The gradient graph"></svg>
<div id="message" role="status">Evaluating …</div>
</main>
<footer>
<span><b class="value">value</b> of the expression</span>
<span><b class="adjoint">∂ adjoint</b> ∂result/∂node: how fast the result changes with it</span>
<span><b class="partial">→ local partial</b> ∂node/∂operand, along an arrow</span>
<span>A node’s adjoint is the sum, over the arrows that leave it, of <b class="partial">local partial</b> × <b class="adjoint">adjoint</b> at the tip.</span>
</footer>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`
}
