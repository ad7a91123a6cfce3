import path from 'node:path';

// Every path in these scripts counts from the repository's root, wherever they are called from.
process.chdir(path.resolve(import.meta.dirname, '..', '..'));
