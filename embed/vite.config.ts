import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    lib: { entry: 'src/besedka-interactions.ts', formats: ['es'], fileName: 'besedka-interactions' },
    target: 'es2022',
  },
})
