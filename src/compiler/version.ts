/** Version of the compiler, written into every manifest. A test keeps it equal to package.json. */
export const VERSION = '0.1.0';
