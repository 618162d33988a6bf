// Named as the server's manifest names it.
export const MAY_START_IMPORTS = 'import.runs.start';
