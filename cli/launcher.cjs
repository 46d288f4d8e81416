#!/usr/bin/env node
// Becomes dist/cli.js. Plain old JavaScript: it must load on a Node that is too old for the rest, to say so.
'use strict';

var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 15)) {
  process.stderr.write(`ringfence needs Node 22.15 or later; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  require('node:module').enableCompileCache();
  require('./cli-main.mjs');
}
