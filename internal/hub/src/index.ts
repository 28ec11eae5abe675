export { type HubFault, type HubRequest, type LoopbackHub, startHub } from './server.ts';
