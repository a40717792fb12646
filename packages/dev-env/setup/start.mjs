// `npm start`: answers what the options alone decide, sets up what is missing, then runs the launcher
// in this same process.
import { setUpPlatform } from './set-up.mjs';
import { parseStartOptions, usage } from './start-options.mjs';
import { endWith, requireNode } from './steps.mjs';
import { agreeToWipe } from './wipe-consent.mjs';

try {
  requireNode();
  const options = parseStartOptions(process.argv.slice(2), process.env);
  if (options === null) console.log(usage);
  else await start(options);
} catch (error) {
  endWith(error);
}

async function start(options) {
  if (options.wipe === 'ask') await agreeToWipe(options.dataFolder);
  console.log('Setting up');
  await setUpPlatform();
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('../src/main.ts');
  await main(options);
}
