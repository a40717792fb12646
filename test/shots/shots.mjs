// `npm run shots`: sets up what is missing, then takes the pictures in this same process.
import {
  setUpBrowser,
  setUpPackages,
  setUpPlatform,
} from '../../packages/dev-env/setup/set-up.mjs';
import { endWith, tellStepsTo } from '../../packages/dev-env/setup/steps.mjs';

try {
  const wanted = process.argv.slice(2);
  const asksOnly = wanted.includes('--list') || wanted.includes('--help');
  tellStepsTo(process.stderr);
  console.error('Setting up');
  await (asksOnly ? setUpPackages() : setUpPlatform().then(setUpBrowser));
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./main.ts');
  await main(wanted);
} catch (error) {
  endWith(error);
}
