/** A MongoDB to test with; its documents are in databases that the tests make and drop. */
export const mongodbUrl = process.env['MONGODB_URL'];

/** `PARLEY_MODELS`: a folder with models; what needs one is tested where it is given. */
export const modelsFolder = process.env['PARLEY_MODELS'] || undefined;

/** `PARLEY_TEST_STORE=mongodb`: whole fleets keep their documents there, instead of in files. */
export const fleetsOnMongo = process.env['PARLEY_TEST_STORE'] === 'mongodb';
