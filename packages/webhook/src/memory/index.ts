export { type MemoryReading, memoryLimitBytes, readMemory, writeMemory } from './memory-text.ts';
