// Headless Chromium, and what every page that is passed must be: accessible, and free of errors.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.KONTOR_CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PICTURES = join(import.meta.dirname, 'test-results');
const STEP_MS = 20_000;
const GRAVE = ['serious', 'critical'];
/** The admin asks who is signed in, and the browser reports the answer "nobody" as a failed request. */
const NOBODY_SIGNED_IN = /status of 401/;

export function launch() {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** A person's own window: no cookies in common with anybody else's. */
export async function openWindow(browser, name, options = {}) {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error}`));
  page.on('console', (message) => {
    const isError = message.type() === 'error' && !NOBODY_SIGNED_IN.test(message.text());
    if (isError) errors.push(`${page.url()}: ${message.text()}`);
  });
  return { name, context, page, errors };
}

/** Fails where the page has a serious or critical violation of accessibility. */
export async function checkAccess({ page }) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => GRAVE.includes(impact));
  const told = grave.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.target.join(' ')}\n  ${node.html}`),
  );
  assert.equal(told.length, 0, `${page.url()} is not accessible:\n${told.join('\n')}`);
}

/** Runs a journey; where it fails, every window leaves a picture of what it shows. */
export async function withPictures(windows, journey) {
  try {
    await journey();
    for (const { errors } of windows) assert.deepEqual(errors, []);
  } catch (failure) {
    await mkdir(PICTURES, { recursive: true });
    for (const { name, page } of windows) {
      const path = join(PICTURES, `${name}.png`);
      await page.screenshot({ path, fullPage: true }).catch(() => undefined);
    }
    throw failure;
  } finally {
    for (const { context } of windows) await context.close();
  }
}
