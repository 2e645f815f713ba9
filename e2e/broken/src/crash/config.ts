/** `CRASH_FOLDER`: a file in it named as a place in the code makes the process that comes there die, once. */
export const crashFolder = process.env['CRASH_FOLDER'];
