import { runSuite } from './run-suite.ts';

// pnpm runs scripts in the package's folder and leaves the caller's own in INIT_CWD.
const { INIT_CWD: folder = process.cwd() } = process.env;
process.exitCode = await runSuite(process.argv.slice(2), folder, (line) => console.log(line));
