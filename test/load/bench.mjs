// `npm run bench`: sets up what is missing, then runs the benches in this same process.
import { setUpPackages, setUpPlatform } from '../../packages/dev-env/setup/set-up.mjs';
import { endWith, tellStepsTo } from '../../packages/dev-env/setup/steps.mjs';

try {
  const wanted = process.argv.slice(2);
  tellStepsTo(process.stderr);
  console.error('Setting up');
  await (wanted.length === 0 || wanted.includes('--help') ? setUpPackages() : setUpPlatform());
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./main.ts');
  await main(wanted);
} catch (error) {
  endWith(error);
}
