/** Placed for where nothing else is said. In a file of its own, so that the options of a command do not load the machines. */
export const DEFAULT_MACHINE = 'mi210-u55c';
