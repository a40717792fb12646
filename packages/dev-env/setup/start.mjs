// `npm start`: sets up what is missing, then runs the launcher in this same process.
import { setUpPlatform } from './set-up.mjs';
import { endWith } from './steps.mjs';

try {
  console.log('Setting up');
  await setUpPlatform();
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
