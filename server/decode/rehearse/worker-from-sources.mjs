// A thread begins as JavaScript: where Hearth runs from its sources, this is it, and what follows is TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
