// A server of 2026-07-28 and of the older revisions, without sessions, on loopback at PORT.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { McpServer, createMcpHandler } from '@modelcontextprotocol/server';

const handle = toNodeHandler(
  createMcpHandler(() => {
    const server = new McpServer({ name: 'modern', version: '1.0.0' });
    server.registerTool('ping', { description: 'Answers.' }, () => ({ content: [{ type: 'text', text: 'pong' }] }));
    return server;
  }),
);
createServer((request, response) => void handle(request, response)).listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1');
