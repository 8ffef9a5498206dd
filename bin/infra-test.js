#!/usr/bin/env node
// Plain old JavaScript: this file must be understood by every Node, so that a Node that is too old gets a sentence.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error('infra-test needs Node 24 or newer; this is Node ' + process.versions.node + '.');
  process.exitCode = 2;
} else {
  import('../lib/cli.js').catch(function (error) {
    console.error(error);
    process.exitCode = 3;
  });
}
