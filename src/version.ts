/** Version of this tool; a test keeps it equal to package.json, which is not beside the code in `lib/` and `dist/`. */
export const toolVersion = '0.1.0';
