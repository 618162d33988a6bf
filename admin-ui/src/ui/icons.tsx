// A small set of line icons drawn on a 16 px grid. They are decoration: the word beside them names the thing.
const PATHS = {
  orders: 'M3.5 2.5h9v11l-2-1.2-2.5 1.2-2.5-1.2-2 1.2zM6 6h4M6 8.8h4',
  products: 'M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6',
  prices: 'M8.2 2.5h5.3v5.3l-6 6-5.3-5.3zM11 5.2v.1',
  companies: 'M2.5 13.5v-9l5-2v11M7.5 6.5h6v7M1.5 13.5h13M4.7 6.5h.6M4.7 9.5h.6M10 9.3h1M10 11.3h1',
  stock: 'M2 6.2 8 2.5l6 3.7v7.3H2zM5 13.5v-5h6v5M5 11h6',
  imports: 'M8 2v7.5M5 6.7l3 3 3-3M2.5 10.5v3h11v-3',
  modules: 'M2.5 2.5h4.5V7H2.5zM9 2.5h4.5V7H9zM2.5 9H7v4.5H2.5zM11.2 9v4.5M9 11.2h4.5',
  categories: 'M2.5 3h4v4h-4zM2.5 9.5h4v4h-4zM9 5h5M9 11.5h5',
  attributes: 'M2.5 4h7M12.5 4h1M2.5 8h2M7.5 8h6M2.5 12h6M11.5 12h2M11 2.5v3M6 6.5v3M10 10.5v3',
  dictionaries: 'M3.5 2.5h9v11h-9zM3.5 11h9M6 5.2h4M6 7.6h4',
  freight:
    'M1.5 3.5h8v7.5h-8zM9.5 6h2.8l2.2 2.5V11h-5M4.4 13a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8ZM11.6 13a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8Z',
  roles: 'M8 2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM6 8l1.5 1.5L10.3 6.5',
  registrations: 'M3.5 2.5h9v11h-9zM6 6h4M6 8.5h4M6 11h2',
  territories:
    'M2.5 4 6 2.5l4 1.5 3.5-1.5v9.500L10 13.500 6 12l-3.500 1.500zM6 2.500V12M10 4v9.500',
  audit:
    'M3.5 2.500h9v6M3.500 2.500v11h4M6 5.500h4M6 8h2.500M11.500 13.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM13 13l1.300 1.300',
  channels: 'M3 7.500v6h10v-6M2 6.500l1.200-4h9.600l1.200 4zM6.500 13.500v-3.500h3v3.500',
  providers: 'M5.500 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8.500 8h6v2.500M12 8v2',
  tokens:
    'M10 2.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7ZM7.500 8.500 2.500 13.500M4.500 11.500l1.700 1.700M11 5.500v.1',
  messages: 'M2 3.500h12v9H2zM2.300 4 8 8.500 13.700 4',
  units: 'M1.500 5.500h13v5h-13zM4 5.500v2M6.700 5.500v2.500M9.300 5.500v2M12 5.500v2.500',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.4 3.4',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M12.8 3.2l-1.1 1.1M4.3 11.7l-1.1 1.1',
  moon: 'M13.3 9.6A5.7 5.7 0 0 1 6.4 2.7a5.7 5.7 0 1 0 6.9 6.9Z',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  check: 'M3 8.5l3.3 3.3L13 4.8',
  left: 'M9.8 3.5 5.3 8l4.5 4.5',
  right: 'M6.2 3.5 10.7 8l-4.5 4.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  up: 'M3.5 10 8 5.5l4.5 4.5',
  plus: 'M8 3v10M3 8h10',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  download: 'M8 2v7.5M5 6.7l3 3 3-3M2.5 13.5h11',
  exit: 'M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3',
  person: 'M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 13.5c.4-2.7 2.3-4 5-4s4.6 1.3 5 4',
  warning: 'M8 2.2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.2',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
