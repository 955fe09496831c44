import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The page's policy lets nothing but the server's own files in, data: URLs of scripts included.
    assetsInlineLimit: 0,
  },
})
