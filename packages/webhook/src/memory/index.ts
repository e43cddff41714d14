export { type MemoryReading, readMemory, writeMemory } from './memory-text.ts';
