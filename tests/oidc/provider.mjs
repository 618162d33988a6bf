// A real OpenID provider for the tests: PKCE required, clients register themselves, and any name signs in.
// It listens on loopback on the port it is given, says so, and ends with whoever started it.

import { randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  pkce: { required: () => true },
  scopes: ['openid', 'email', 'profile'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  features: { devInteractions: { enabled: true }, registration: { enabled: true } },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  // Whoever signs in as anna@shop.example is anna@shop.example; a name with "unverified" has not been verified.
  findAccount: (_context, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, name: `Person ${id}`, email: id, email_verified: !id.includes('unverified') }),
  }),
});

provider.listen(port, '127.0.0.1', () => console.log(`listening at ${issuer}`));
process.stdin.on('end', () => process.exit(0)).resume();
