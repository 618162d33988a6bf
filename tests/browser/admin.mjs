// What the order desk does in the admin.

const heading = (page, name) => page.getByRole('heading', { level: 1, name });

export async function signIn({ page }, address, { email, password }) {
  await page.goto(address);
  await heading(page, 'Sign in').waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, 'Orders').waitFor();
  await page.getByRole('row').nth(1).waitFor();
}

export async function findOrder({ page }, number) {
  await page.getByRole('searchbox', { name: 'Search orders' }).fill(number);
  await page.waitForURL((url) => url.searchParams.get('q') === number);
  await page.getByRole('link', { name: number, exact: true }).waitFor();
}

export async function openOrder({ page }, number) {
  await page.getByRole('link', { name: number, exact: true }).click();
  await heading(page, `Order ${number}`).waitFor();
}

/** Confirms the open order with a note; `onAsked` looks at the page while it asks. */
export async function confirmOrder({ page }, note, onAsked) {
  await page.getByRole('button', { name: 'Confirm order' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note for the history').fill(note);
  await onAsked();
  await dialog.getByRole('button', { name: 'Confirm order' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.locator('.page-head').getByText('Confirmed', { exact: true }).waitFor();
}
