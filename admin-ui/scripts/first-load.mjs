// Measures what a browser loads before the first list stands: shell, sign-in, the orders list, the
// words of one language and the font, compressed with brotli. Fails above the limit.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const LIMIT_KB = 450;
const FIRST = ['index.html', 'src/modules/orders/OrderList.tsx', 'src/app/texts.en.ts'];
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const files = new Set(['index.html', 'first-paint.js']);
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const file of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) visit(imported);
};
for (const key of FIRST) visit(key);

const sizes = [...files].map((file) => {
  const content = readFileSync(new URL(file, dist));
  // Fonts are compressed already.
  return {
    file,
    bytes: file.endsWith('.woff2') ? content.length : brotliCompressSync(content).length,
  };
});
const isFont = ({ file }) => file.endsWith('.woff2');
const kb = (entries) => entries.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
const code = kb(sizes.filter((entry) => !isFont(entry)));
const fonts = kb(sizes.filter(isFont));
for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes).slice(0, 8)) {
  console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${file}`);
}
console.log(
  `First load: ${code.toFixed(0)} kB of code and words, ${fonts.toFixed(0)} kB of fonts.`,
);
if (code + fonts > LIMIT_KB) {
  console.error(`The limit is ${LIMIT_KB} kB.`);
  process.exit(1);
}
