import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // Under test, Svelte's browser build: components are mounted, not rendered to text.
  ...(mode === "test" ? { resolve: { conditions: ["browser"] } } : {}),
  build: {
    target: "es2022",
    // The content security policy allows no data: scripts or fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The voting page is built by itself (`--mode vote`): it shares no file with the other pages, so
    // it stays small and its published hashes change only when it does.
    ...(mode === "vote"
      ? { emptyOutDir: false, assetsDir: "assets/rosta", copyPublicDir: false }
      : { emptyOutDir: true }),
    rolldownOptions: { input: mode === "vote" ? "rosta.html" : "index.html" },
  },
  server: {
    host: "127.0.0.1",
    // A test holds the pages to the API's description, which lies outside this folder.
    ...(mode === "test" ? { fs: { allow: [".."] } } : {}),
    proxy: { "/api": { target: "http://127.0.0.1:8000", changeOrigin: false } },
  },
  test: {
    environment: "happy-dom",
    environmentOptions: { happyDOM: { url: "http://localhost/" } },
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
}));
