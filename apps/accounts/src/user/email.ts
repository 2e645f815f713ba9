/**
 * The form that e-mail addresses are compared in: NFC, with A–Z as a–z. Letters beyond ASCII stay as they are, since
 * their case depends on the language (İ and I, ı and i are four letters) and mail systems do not fold them either.
 */
export const emailKey = (email: string): string =>
  email.normalize('NFC').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
