import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** One classic script without imports: whoever embeds it needs one tag. */
export default defineConfig({
  resolve: { alias: { '@parley/client': fileURLToPath(new URL('../../libs/client/src/index.ts', import.meta.url)) } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    lib: {
      entry: 'src/main.tsx',
      formats: ['iife'],
      name: 'parleyWidget',
      fileName: () => 'widget.js',
    },
  },
});
