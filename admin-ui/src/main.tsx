import './ui/fonts.css';
import '../../themes/tokens.css';
import './ui/base.css';
import './ui/components.css';
import './shell/shell.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createI18nProvider } from './app/i18n';

const root = document.getElementById('root');

/** Waits for the font a moment at most: text that changes its width under the eye is worse. */
function fontReady(): Promise<unknown> {
  const limit = new Promise((resolve) => setTimeout(resolve, 400));
  return Promise.race([document.fonts.load('13px "Inter Variable"'), limit]);
}

if (root) {
  const [i18nProvider] = await Promise.all([createI18nProvider(), fontReady()]);
  createRoot(root).render(<App i18nProvider={i18nProvider} />);
}
