import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The development server forwards the API to a running Kontor; KONTOR_SERVER names another address.
const server = process.env.KONTOR_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  build: {
    target: 'es2023',
    // Fonts and pictures stay files: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: { '/api': { target: server, changeOrigin: false } },
    fs: { allow: ['..'] },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
