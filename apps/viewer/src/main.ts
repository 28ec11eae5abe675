import { mount } from 'svelte';
import App from './App.svelte';
import { readTable } from './answers/table.svelte.ts';

const target = document.getElementById('page')!;
target.textContent = '';
void readTable();
mount(App, { target });
