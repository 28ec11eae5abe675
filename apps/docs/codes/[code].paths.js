import { readFileSync } from 'node:fs';
import { codePage } from './page.js';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

// A page per code: what is known about it stands in two generated files, the pages are made when the site is built.
export default {
  watch: ['./*.json'],
  paths() {
    const catalogue = read('catalogue.json');
    const examples = read('examples.json');
    return catalogue.map((doc, index) => ({
      params: { code: doc.code },
      content: codePage(doc, examples[doc.code], catalogue[index - 1], catalogue[index + 1]),
    }));
  },
};
