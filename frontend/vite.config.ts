import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { oneFile, verifierHash } from "./oneFile.ts";

/** All that a voter's telephone fetches, packed as it travels. */
const MAX_VOTING_PAGE_BYTES = 60_000;

/** Fails the build of a voting page that has grown too heavy for a bad line, and too long to be read through. */
const lightEnough: Plugin = {
  name: "voting-page-is-light-enough",
  writeBundle(_options, bundle) {
    const bytes = Object.values(bundle)
      .map((file) => (file.type === "chunk" ? file.code : file.source))
      .reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
    if (bytes > MAX_VOTING_PAGE_BYTES) {
      this.error(`the voting page has ${bytes} bytes; it may have ${MAX_VOTING_PAGE_BYTES}`);
    }
    this.info(`the voting page has ${bytes} bytes of ${MAX_VOTING_PAGE_BYTES}`);
  },
};

const early = "early";

/** Has the short script that asks first run as soon as it is there, instead of when all of the page's own is. */
const asksEarly: Plugin = {
  name: "voting-page-asks-early",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      if (bundle === undefined) return html; // not built: the page's own script asks
      const chunk = Object.values(bundle).find((one) => one.type === "chunk" && one.name === early);
      const preload = `<link rel="modulepreload" crossorigin href="/${chunk?.fileName}">`;
      if (!html.includes(preload)) throw new Error("the voting page has no script that asks early");
      const script = `<script type="module" crossorigin src="/${chunk?.fileName}"></script>`;
      return html.replace(`\n    ${preload}`, "").replace("<script", `${script}\n    <script`);
    },
  },
};

/** Lists what the contact card is made of, in both languages: a telephone keeps that for when there is no network. */
const contactCard: Plugin = {
  name: "contact-card-is-kept",
  enforce: "post", // the styles are put together by then
  generateBundle(_options, bundle) {
    const files = new Set<string>();
    const add = (fileName: string): void => {
      const file = bundle[fileName];
      if (file?.type !== "chunk" || files.has(fileName)) return;
      files.add(fileName);
      file.imports.forEach(add);
    };
    const isPartOfIt =
      /(?:index\.html|\/src\/contact\/ContactPage\.svelte|\/src\/messages\/(?:sv|en)\.ts)$/;
    for (const file of Object.values(bundle)) {
      if (file.type === "chunk" && isPartOfIt.test(file.facadeModuleId ?? "")) add(file.fileName);
      if (file.type === "asset" && file.fileName.endsWith(".css")) files.add(file.fileName);
    }
    const source = JSON.stringify([...files].map((fileName) => `/${fileName}`).sort());
    this.emitFile({ type: "asset", fileName: "kontaktkort.json", source });
  },
};

/**
 * What nearly every page is put together from travels as one file: on a telephone each file of its own costs a
 * turn in the queue. What pulls in a library (calendar, dialog, tabs) stays with the page that needs it.
 */
const smallParts = {
  name: "parts",
  test: /\/src\/(?:ui\/(?!CalendarField|Dialog|Tabs)|api\/|contact\/telephone|(?:association|language|leave|router|routing|session|settings)\.)/,
  priority: 2,
};

/**
 * What the pages behind a sign-in have in common, for the same reason: a case's page came in some forty files. Nobody who
 * reports, or looks for a number to call, waits for it.
 */
const sharedParts = {
  name: "shared",
  test: /\/src\/(?!ui|api|messages|intake|contact|evidence|vote\/|verifier|shell)[a-zA-Z]+\//,
  minShareCount: 2,
  priority: 1,
};

/** Each is built by itself: what one shares with another would have to be fetched, or would move its hash. */
const builds = {
  // The one that recounts, from a disk. Not made smaller: whoever trusts it with a result should be able to read it.
  verifier: {
    plugins: [oneFile],
    build: {
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      cssMinify: false,
      rolldownOptions: { input: "verifier.html" },
    },
  },
  // The voting page stays small and its published hashes change only when it does.
  vote: {
    plugins: [lightEnough, asksEarly],
    build: {
      emptyOutDir: false,
      assetsDir: "assets/rosta",
      copyPublicDir: false,
      rolldownOptions: {
        input: "rosta.html",
        output: {
          codeSplitting: {
            groups: [{ name: early, test: /\/src\/(?:vote\/(?:early|link)|leave|settings)\.ts$/ }],
          },
        },
      },
    },
  },
  pages: {
    plugins: [contactCard],
    build: {
      emptyOutDir: false,
      // All of it is as large as one picture, and forty files of a kilobyte each wait for their turns.
      cssCodeSplit: false,
      rolldownOptions: {
        input: "index.html",
        output: { codeSplitting: { groups: [smallParts, sharedParts] } },
      },
    },
  },
};

const tests = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => `src/${file}`);
const onPage = tests.filter((file) =>
  readFileSync(file, "utf8").startsWith("// @vitest-environment happy-dom"),
);

const isBuildOf = (mode: string): mode is keyof typeof builds => Object.hasOwn(builds, mode);

export default defineConfig(({ command, mode }) => {
  const own = builds[isBuildOf(mode) ? mode : "pages"];
  const tellsHash = command === "build" && own === builds.pages;
  return {
    plugins: [svelte(), ...own.plugins],
    define: {
      "import.meta.env.VERIFIER_SHA256": JSON.stringify(tellsHash ? verifierHash() : ""),
    },
    resolve: {
      // Blind signatures computed with the browser's own numbers: see the file that takes the place.
      alias: [
        {
          find: /^\.\/sjcl\/index\.js$/,
          replacement: fileURLToPath(new URL("src/vote/protocol/arithmetic.ts", import.meta.url)),
        },
      ],
      // Under test, Svelte's browser build: components are mounted, not rendered to text.
      ...(mode === "test" ? { conditions: ["browser"] } : {}),
    },
    // Outside the browser the same code runs with the same numbers.
    ssr: { noExternal: ["@cloudflare/blindrsa-ts"] },
    build: {
      target: "es2022",
      // The content security policy allows no data: scripts or fonts, so nothing is inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      ...own.build,
    },
    server: {
      host: "127.0.0.1",
      // A test holds the pages to the API's description, which lies outside this folder.
      ...(mode === "test" ? { fs: { allow: [".."] } } : {}),
      proxy: { "/api": { target: "http://127.0.0.1:8000", changeOrigin: false } },
    },
    test: {
      // A page is put up only for the files that ask for one (`// @vitest-environment happy-dom`): it takes longer than
      // most of what is tested in it. Those are kept apart; what only reckons shares the modules that were loaded before.
      projects: [
        {
          extends: true,
          test: {
            name: "page",
            environment: "happy-dom",
            environmentOptions: { happyDOM: { url: "http://localhost/" } },
            include: onPage,
          },
        },
        {
          extends: true,
          test: {
            name: "rules",
            environment: "node",
            isolate: false,
            include: tests,
            exclude: onPage,
          },
        },
      ],
      server: { deps: { inline: ["@cloudflare/blindrsa-ts"] } },
      // A slow machine is not a failed test; what hangs still ends.
      testTimeout: 30_000,
      restoreMocks: true,
      unstubGlobals: true,
    },
  };
});
