// @ts-check
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { SetupProblem } from './steps.mjs';

/**
 * Asks at the terminal whether all data of the folder may go; throws a SetupProblem unless somebody agrees.
 * @param {string} dataFolder
 */
export async function agreeToWipe(dataFolder) {
  if (!process.stdin.isTTY) {
    throw new SetupProblem(
      'Nobody can be asked here whether to wipe the data.',
      'Say so with npm start -- --reset --yes',
    );
  }
  const answer = await answerTo(`Wipe all bookings, accounts and keys in ${dataFolder}? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new SetupProblem('Nothing was wiped.', '');
}

/**
 * What somebody types; empty when they leave by Ctrl-C, by Ctrl-D or with the terminal.
 * @param {string} question
 */
async function answerTo(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const left = once(terminal, 'close').then(() => '');
  try {
    return await Promise.race([terminal.question(question), left]);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return '';
    throw error;
  } finally {
    terminal.close();
  }
}
