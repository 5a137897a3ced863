// Loaded before a host's program: whoever asks for a name, or for another machine, fails at once.
"use strict";
const dns = require("node:dns");
const net = require("node:net");

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...rest) {
  const [asked] = Array.isArray(rest[0]) ? rest[0] : rest;
  const to = typeof asked === "object" && asked !== null ? asked : { port: asked, host: rest[1] };
  if (to.path === undefined && to.port !== undefined) throw new Error(`no network here: ${to.host}:${to.port}`);
  return connect.apply(this, rest);
};
dns.lookup = (name) => {
  throw new Error(`no network here: ${name}`);
};
