import fc from 'fast-check';

/**
 * Every run tries the same cases of every property, so that a run in CI says something of the change
 * and nothing of chance. `FLYBALL_SEED=random` explores others; a number repeats a run.
 */
const asked = process.env['FLYBALL_SEED'];
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20_261_124) });
