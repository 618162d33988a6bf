import { CacheProvider } from '@emotion/react';
import { ThemeProvider } from '@mui/material/styles';
import { QueryClient } from '@tanstack/react-query';
import { CoreAdminContext, type I18nProvider, localStorageStore } from 'ra-core';
import { useMemo } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { authProvider } from '../api/authProvider';
import { createDataProvider } from '../api/dataProvider';
import { problemOf } from '../api/problem';
import { resourcePaths } from '../extend/registry';
import { Broken } from '../shell/PageBoundary';
import { useMode } from '../ui/mode';
import { emotionCache } from './nonce';
import { AppRoutes } from './routes';
import { createAppTheme } from './theme';

const dataProvider = createDataProvider(resourcePaths());
const store = localStorageStore('1', 'kontor.admin');
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal will not change by asking again; a lost connection may.
      retry: (failures, error) => failures < 2 && [0, 502, 503].includes(problemOf(error).status),
      staleTime: 5_000,
    },
  },
});

function Root({ i18nProvider }: { i18nProvider: I18nProvider }) {
  const mode = useMode();
  const theme = useMemo(() => createAppTheme(mode), [mode]);
  return (
    <CacheProvider value={emotionCache}>
      <ThemeProvider theme={theme}>
        <CoreAdminContext
          authProvider={authProvider}
          dataProvider={dataProvider}
          i18nProvider={i18nProvider}
          queryClient={queryClient}
          store={store}
        >
          <AppRoutes />
        </CoreAdminContext>
      </ThemeProvider>
    </CacheProvider>
  );
}

/** A data router, because leaving a page with unsaved input must be stoppable. */
export function App({ i18nProvider }: { i18nProvider: I18nProvider }) {
  const router = useMemo(
    () =>
      createBrowserRouter(
        [
          {
            path: '*',
            element: <Root i18nProvider={i18nProvider} />,
            errorElement: <Broken t={i18nProvider.translate} />,
          },
        ],
        { basename: '/admin' },
      ),
    [i18nProvider],
  );
  return <RouterProvider router={router} />;
}
