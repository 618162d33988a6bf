// The content security policy allows no inline styles without a nonce. The server writes a fresh
// one into the page it serves; emotion puts it on the style elements it creates.
import createCache from '@emotion/cache';

function servedNonce(): string | undefined {
  const content = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content');
  return content && !content.includes('{{') ? content : undefined;
}

/** `prepend` keeps our own style sheets after MUI's, so that ours win without force. */
export const emotionCache = createCache({ key: 'k', nonce: servedNonce(), prepend: true });
