import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const FILE = fileURLToPath(new URL("dist/verifier.html", import.meta.url));

const hashOf = (content: string, algorithm: "sha256", encoding: "hex" | "base64") =>
  createHash(algorithm).update(content, "utf8").digest(encoding);

/**
 * The verifier's SHA-256, for the pages that offer it: whoever fetched the file can tell whether it is the one that
 * was built. So it is built before them.
 */
export function verifierHash(): string {
  return createHash("sha256").update(readFileSync(FILE)).digest("hex");
}

/**
 * Puts a page's one script and one style into its HTML, under a policy that lets these two run, by their hash, and
 * nothing leave the page: it is opened from a disk, where no server sends a policy with it.
 */
export const oneFile: Plugin = {
  name: "one-file",
  enforce: "post",
  generateBundle(_options, bundle) {
    let [html, script, style] = ["", "", ""];
    for (const [name, file] of Object.entries(bundle)) {
      const content = file.type === "chunk" ? file.code : String(file.source);
      if (name.endsWith(".html")) html += content;
      else if (name.endsWith(".js")) script += content;
      else if (name.endsWith(".css")) style += content;
      else this.error(`the one file cannot hold ${name}`);
      if (!name.endsWith(".html")) delete bundle[name];
    }
    if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style))
      this.error("the script or the style would end before its end");
    const policy = [
      "default-src 'none'",
      `script-src 'sha256-${hashOf(script, "sha256", "base64")}'`,
      `style-src 'sha256-${hashOf(style, "sha256", "base64")}'`,
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; ");
    const whole = html
      .replace(/\n\s*<(script|link)\b[^>]*>(<\/script>)?/g, "")
      // A function, so that no `$&` in the code is taken for a pattern's.
      .replace(
        /<meta charset="utf-8" \/>/,
        (charset) =>
          `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
      )
      .replace("</head>", () => `  <style>${style}</style>\n  </head>`)
      .replace("</body>", () => `  <script type="module">${script}</script>\n  </body>`);
    const [page] = Object.values(bundle);
    if (page?.type !== "asset") return this.error("the one file is no page");
    page.source = whole;
    this.info(`verifier.html has the SHA-256 ${hashOf(whole, "sha256", "hex")}`);
  },
};
