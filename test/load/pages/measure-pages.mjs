// `npm run measure-pages`: sets up what is missing, then measures in this same process.
import { setUpBrowser, setUpPlatform } from '../../../packages/dev-env/setup/set-up.mjs';
import { endWith, tellStepsTo } from '../../../packages/dev-env/setup/steps.mjs';

try {
  tellStepsTo(process.stderr);
  console.error('Setting up');
  await setUpPlatform();
  await setUpBrowser();
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
