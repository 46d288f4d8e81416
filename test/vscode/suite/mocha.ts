import Mocha from 'mocha';

/** Imported before the test files, which then find `suite` and `test` as globals. */
export const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: 'min' });
mocha.suite.emit('pre-require', globalThis, null, mocha);
