/** A MongoDB to test with; its documents are in databases that the tests make and drop. */
export const mongodbUrl = process.env['MONGODB_URL'];
