/** The variables that `read` asks its environment for; each of them is missing. */
export const variablesAsked = (read: () => unknown): string[] => {
  const asked = new Set<string>();
  const own = process.env;
  const note = (_: object, name: string | symbol): undefined => void asked.add(String(name));
  process.env = new Proxy({}, { get: note });
  try {
    read();
  } catch (error) {
    if ((error as Error).name !== 'ConfigError') throw error;
  } finally {
    process.env = own;
  }
  return [...asked];
};
