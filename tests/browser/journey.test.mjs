// From a buyer's search to the order desk's confirmation, and the buyer's part once more without scripts.
import { after, before, test } from 'node:test';
import * as admin from './admin.mjs';
import { checkAccess, launch, openWindow, withPictures } from './browser.mjs';
import * as company from './company.mjs';
import { startDemo } from './demo.mjs';
import * as shop from './shop.mjs';

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('a buyer orders, the order desk confirms, the buyer sees it', async () => {
  const { tenant, person } = demo;
  const buyer = await openWindow(browser, 'buyer');
  const desk = await openWindow(browser, 'order-desk');
  await withPictures([buyer, desk], async () => {
    const placed = await order(buyer, { scripts: true, poNumber: 'PO-4711' });
    await confirm(desk, placed);
    await buyer.page.reload();
    await shop.expectState(buyer, 'Confirmed');
    await checkAccess(buyer);
  });

  async function confirm(window, { number }) {
    await window.page.goto(tenant.admin_address);
    await checkAccess(window);
    await admin.signIn(window, tenant.admin_address, person('order_desk'));
    await checkAccess(window);
    await admin.findOrder(window, number);
    await checkAccess(window);
    await admin.openOrder(window, number);
    await checkAccess(window);
    await admin.confirmOrder(window, 'Ready on Monday.', () => checkAccess(window));
    await checkAccess(window);
  }
});

test('a buyer orders in a browser without scripts', async () => {
  const buyer = await openWindow(browser, 'buyer-without-scripts', { javaScriptEnabled: false });
  await withPictures([buyer], () => order(buyer, { scripts: false, poNumber: 'PO-4712' }));
});

test('a company administrator invites somebody and limits what a member orders', async () => {
  const { address, users } = demo.tenant;
  const admin = users.find((user) => user.role === 'company_admin');
  const member = users.find((user) => user.role === 'buyer' && user.company === admin.company);
  const window = await openWindow(browser, 'company-admin');
  await withPictures([window], async () => {
    await shop.signIn(window, address, admin);
    for (const path of Object.keys(company.PAGES)) {
      await company.open(window, address, path);
      await checkAccess(window);
    }
    await company.open(window, address, '/company/roles');
    await company.makeRole(window, 'Small orders', '500');
    await company.open(window, address, '/company/people');
    await company.invite(window, 'nora@invited.example', 'Small orders');
    await company.limit(window, member.email, 'Small orders');
    await checkAccess(window);
  });
});

/** From the sign-in to the page of the placed order. Accessibility is checked by a script, so only where there are any. */
async function order(buyer, { scripts, poNumber }) {
  const check = () => (scripts ? checkAccess(buyer) : undefined);
  const { address } = demo.tenant;
  await buyer.page.goto(`${address}/sign-in`);
  await check();
  await shop.signIn(buyer, address, demo.person('buyer'));
  await check();
  await shop.search(buyer, 'washer');
  await check();
  const sku = await shop.openProduct(buyer);
  await check();
  await shop.addToCart(buyer);
  await shop.openCart(buyer);
  await check();
  await shop.changeQuantity(buyer, sku, 40, { scripts });
  await check();
  await shop.goToCheckout(buyer);
  await check();
  const number = await shop.placeOrder(buyer, poNumber);
  await check();
  await shop.openOrder(buyer, { number, sku, poNumber });
  await check();
  return { number };
}
