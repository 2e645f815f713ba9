import address from './ticker.worker.ts?worker&url';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

/** The page's policy asks who vouches for the address of a script: it is the build's own. */
const trusted = (): string => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('parley-ticker', { createScriptURL: (own) => own });
  return policy ? policy.createScriptURL(address) : address;
};

/** Calls every 20 s, in a hidden tab too. Call the result to stop. */
export function everyTwentySeconds(act: () => void): () => void {
  const worker = new Worker(trusted(), { type: 'module' });
  worker.onmessage = act;
  return () => worker.terminate();
}
