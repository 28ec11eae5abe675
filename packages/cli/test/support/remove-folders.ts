import { afterAll } from 'vitest';
import { removeTemporaryFolders } from './folder.ts';

afterAll(removeTemporaryFolders);
