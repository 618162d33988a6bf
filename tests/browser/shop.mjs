// What a buyer does in the shop, by the names that a reader of the page sees or hears.
import assert from 'node:assert/strict';

const DELIVERY = {
  Recipient: 'Building site North',
  'Street and number': 'ul. Portowa 7',
  'Postal code': '80-001',
  Town: 'Gdańsk',
};

const heading = (page, name) => page.getByRole('heading', { level: 1, name });

export async function signIn({ page }, address, { email, password }) {
  await page.goto(`${address}/sign-in`);
  await heading(page, 'Sign in').waitFor();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, 'Products').waitFor();
}

/** Searches and returns how many rows the page then shows. */
export async function search({ page }, words) {
  await page.getByRole('combobox', { name: 'Search products' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByText(`match “${words}”`).waitFor();
}

/** Opens the first product of the list that is in stock, and returns its SKU. */
export async function openProduct({ page }) {
  const row = page.getByRole('row').filter({ hasText: /\d in stock/ }).first();
  const name = await row.getByRole('link').innerText();
  await row.getByRole('link').click();
  await heading(page, name).waitFor();
  return page.locator('p.sku').innerText();
}

export async function addToCart({ page }) {
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('status').filter({ hasText: 'added' }).waitFor();
}

export async function openCart({ page }) {
  await page.getByRole('link', { name: /^Cart/ }).first().click();
  await heading(page, 'Cart').waitFor();
}

/** Changes the quantity of a line, as a page with or without scripts takes it; the net total has to follow. */
export async function changeQuantity({ page }, sku, quantity, { scripts }) {
  const net = page.getByRole('complementary', { name: 'Summary' }).getByRole('definition').first();
  const before = await net.innerText();
  await page.getByLabel(`Quantity of ${sku}`).fill(String(quantity));
  if (scripts) await page.getByLabel(`Quantity of ${sku}`).blur();
  else await page.getByRole('button', { name: 'Update quantities' }).last().click();
  await net.filter({ hasNotText: before }).waitFor();
  assert.equal(await page.getByLabel(`Quantity of ${sku}`).inputValue(), String(quantity));
}

export async function goToCheckout({ page }) {
  await page.getByRole('button', { name: 'Go to checkout' }).click();
  await heading(page, 'Checkout').waitFor();
}

/** Fills the checkout, places the order and returns its number. */
export async function placeOrder({ page }, poNumber) {
  for (const [label, value] of Object.entries(DELIVERY)) await page.getByLabel(label).fill(value);
  await page.getByLabel('Your order number').fill(poNumber);
  await page.getByRole('button', { name: 'Place order' }).click();
  await heading(page, /^Order .+ is placed$/).waitFor();
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  return title.replace(/^Order (.+) is placed$/, '$1');
}

/** Opens the order that was just placed: its lines, where it goes, and how it stands. */
export async function openOrder({ page }, { number, sku, poNumber }) {
  await page.getByRole('link', { name: 'Open the order' }).click();
  await heading(page, `Order ${number}`).waitFor();
  await expectState({ page }, 'Placed');
  for (const text of [sku, poNumber, DELIVERY.Recipient]) {
    await page.getByText(text).first().waitFor();
  }
}

export async function expectState({ page }, state) {
  await page.locator('.title-line').getByText(state, { exact: true }).waitFor();
}
