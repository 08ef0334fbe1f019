import { contract } from '@besedka/contract/contract'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './compress-assets.ts'
import { pdfParts } from './pdf-parts.ts'
import { wireContract } from './src/api/wire-contract.ts'

export default defineConfig({
  plugins: [react(), pdfParts(), compressAssets()],
  define: { __WIRE_CONTRACT__: JSON.stringify(wireContract(contract)) },
  build: {
    // Beside the compiler's own output in dist/, so that neither wipes the other.
    outDir: 'dist/site',
    emptyOutDir: true,
    manifest: true,
    // A strict content policy: nothing inline, everything a file of our own origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      output: {
        // The libraries of the first load come as one file: dozens of small ones weigh more and are asked for one by one.
        codeSplitting: { groups: [{ name: 'first-load', test: /node_modules/, tags: ['$initial'] }] },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8025' } },
})
