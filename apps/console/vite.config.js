import { defineConfig } from 'vite';

/** `npm run dev` here serves the console on its own, with the API of a running Parley behind it. */
export default defineConfig({
  base: '/console/',
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
  build: { target: 'es2022', modulePreload: { polyfill: false }, sourcemap: false, assetsInlineLimit: 0 },
});
