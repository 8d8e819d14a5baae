#!/usr/bin/env node
import process from 'node:process';
import { main } from './program.js';

// A reader that stops early (`mpc explain … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2));
