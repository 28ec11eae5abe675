import { defineConfig } from 'vitepress';

export default defineConfig({
  title: 'outlay',
  description: 'Output layout, checks and Rerun recordings for human reconstruction and novel-view synthesis',
  cleanUrls: true,
  lastUpdated: false,
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Layout', link: '/layout' },
      { text: 'Commands', link: '/commands' },
    ],
    sidebar: [
      {
        text: 'Guide',
        items: [
          { text: 'Getting started', link: '/start' },
          { text: 'Looking at results', link: '/view' },
          { text: 'Comparing runs', link: '/compare' },
          { text: 'Sharing results', link: '/sharing' },
          { text: 'The layout', link: '/layout' },
          { text: 'Commands', link: '/commands' },
          { text: 'Recordings', link: '/recordings' },
          { text: 'Write it from your trainer', link: '/python' },
          { text: 'From other layouts', link: '/adapters' },
          { text: 'As a library', link: '/library' },
          { text: 'Performance', link: '/performance' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'Files and folders', link: '/reference/files' },
          { text: 'Findings', link: '/reference/findings' },
          { text: 'Entities', link: '/reference/entities' },
          { text: 'Python', link: '/reference/python' },
          { text: 'Readers of recordings', link: '/reference/matrix' },
        ],
      },
    ],
  },
});
