// What a company's administrator does on the pages of accounts and companies.
import assert from 'node:assert/strict';

/** Every page of an account and a company, by its path and heading. */
export const PAGES = {
  '/account': 'Profile',
  '/account/security': 'Security',
  '/account/devices': 'Devices',
  '/account/tokens': 'API tokens',
  '/account/personas': 'For whom you act',
  '/company': 'Company and sites',
  '/company/people': 'People',
  '/company/roles': 'Roles',
  '/company/access-log': 'Access by the shop',
};

export async function open({ page }, address, path) {
  await page.goto(address + path);
  await page.getByRole('heading', { level: 1, name: PAGES[path], exact: true }).waitFor();
}

/** Composes a role that orders up to an amount. */
export async function makeRole({ page }, name, ceiling) {
  const form = page.locator('section#role');
  await form.getByLabel('Role', { exact: true }).fill(name);
  await form.getByLabel(/^Most an order may come to/).fill(ceiling);
  await form.getByRole('checkbox').first().check();
  await form.getByRole('button', { name: 'Make role' }).click();
  await page.getByText('Role made.').waitFor();
  await page.getByRole('row').filter({ hasText: name }).waitFor();
}

/** Invites somebody into a role. What is typed outlives a reload, and is gone once the invitation was sent. */
export async function invite({ page }, email, role) {
  const form = page.locator('section#invite');
  const field = form.getByLabel('E-mail address');
  await field.fill(email);
  await form.getByLabel('Role', { exact: true }).selectOption({ label: role });
  await page.reload();
  assert.equal(await field.inputValue(), email);
  await form.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByText('Invitation sent.').waitFor();
  const row = page.locator('section#invitations').getByRole('row').filter({ hasText: email });
  await row.getByText(role).waitFor();
  assert.equal(await field.inputValue(), '');
}

/** Finds somebody by their address and gives them another role. */
export async function limit({ page }, email, role) {
  await page.getByLabel('Name or e-mail address').fill(email);
  await page.getByLabel('Name or e-mail address').press('Enter');
  await page.getByRole('row').filter({ hasText: email }).getByRole('link', { name: 'Change' }).first().click();
  const form = page.locator('section#role');
  await form.getByLabel('Role', { exact: true }).selectOption({ label: role });
  await form.getByRole('button', { name: 'Change role' }).click();
  await page.getByText('Role changed.').waitFor();
  await page.getByRole('row').filter({ hasText: email }).getByText(role).waitFor();
}
